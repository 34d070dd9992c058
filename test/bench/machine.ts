import { availableParallelism, loadavg } from 'node:os';
import type { TestBrowser } from '../e2e/support/browser';

/** What is measured, and on what. */
export function machineLine({ context }: TestBrowser): string {
  return `Chromium ${context.browser()?.version()}, ${availableParallelism()} cores, ${loadLine()}`;
}

/** Who else was at work. */
export function loadLine(): string {
  return `load average ${loadavg()
    .map((average) => average.toFixed(1))
    .join(', ')}`;
}
