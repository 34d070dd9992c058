import type { CDPSession } from 'playwright-core';

/** A trace event of Chromium; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    /** Of a thread, where the event tells its name. */
    readonly name?: string;
    readonly data?: {
      readonly url?: string;
      readonly documentLoaderURL?: string;
      readonly navigationId?: string;
    };
  };
}

/** Everything that Chromium writes down in the named categories while the work is done. */
export async function traced<T>(
  session: CDPSession,
  categories: readonly string[],
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly events: readonly TraceEvent[] }> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: [...categories] },
  });
  const result = await work();
  const complete = new Promise<unknown>((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return { result, events: events.sort((a, b) => a.ts - b.ts) };
}
