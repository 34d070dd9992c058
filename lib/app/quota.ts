import type { Side } from '../domain/appointment';
import type { CalendarPort, ReadRequest } from '../sync/ports';
import type { Desk } from './desk';

/** What a side still takes from us, as counted here. */
export interface QuotaState {
  readonly tokens: number;
  /** Epoch ms at which `tokens` was counted. */
  readonly atMs: number;
  /** Epoch ms until which the side asked to be left alone; 0: it did not. */
  readonly blockedUntilMs: number;
}

/**
 * Burst and refill of the background's requests. Burst and five minutes of refill together stay under 200 of the 300
 * that Halo allows a tenant in that time; Google takes 600 a minute. What the agent saves does not wait for these.
 */
const rates: Readonly<Record<Side, { readonly burst: number; readonly perMs: number }>> = {
  helpdesk: { burst: 40, perMs: 155 / 300_000 },
  calendar: { burst: 20, perMs: 8 / 1_000 },
};

/** No side asks for longer than a day: what says so comes from a clock that was set back since. */
const longestBlockMs = 25 * 3_600_000;

type QuotaDeps = Pick<Desk, 'quota' | 'now' | 'wait' | 'toProblem'>;

/** Epoch ms until which a side is to be left alone; null: it may be asked. */
export async function blockedUntil({ quota, now }: Pick<Desk, 'quota' | 'now'>, side: Side): Promise<number | null> {
  return stillBlockedUntil(await quota.read(side), now());
}

/** The same of both sides. */
export async function bothBlockedUntil({
  quota,
  now,
}: Pick<Desk, 'quota' | 'now'>): Promise<Readonly<Record<Side, number | null>>> {
  const { helpdesk, calendar } = await quota.readBoth();
  return { helpdesk: stillBlockedUntil(helpdesk, now()), calendar: stillBlockedUntil(calendar, now()) };
}

function stillBlockedUntil(state: QuotaState | null, nowMs: number): number | null {
  const untilMs = state?.blockedUntilMs ?? 0;
  const leftMs = untilMs - nowMs;
  return leftMs > 0 && leftMs <= longestBlockMs ? untilMs : null;
}

/** The port with its requests spread evenly, and with a side's "not before" remembered. `onRead`: items of each page. */
export function withQuota(deps: QuotaDeps, port: CalendarPort, onRead: (items: number) => Promise<void>): CalendarPort {
  const { side, createMany, updateMany, findCopies, changeRule } = port;
  // Where the request leaves: one call may make many of them.
  port.paceWith(() => inTurn(deps.quota, side, () => takeToken(deps, side)));
  const watch = <T>(request: () => Promise<T>): Promise<T> =>
    request().catch(async (error: unknown) => {
      const problem = deps.toProblem(error, side);
      if (problem.kind === 'rateLimited') await block(deps, side, problem.retryAtMs);
      throw error;
    });
  return {
    ...port,
    async readChanges(request: ReadRequest) {
      const reading = await watch(() => port.readChanges(request));
      return { ...reading, pages: watchedPages(reading.pages, watch, onRead) };
    },
    read: (id) => watch(() => port.read(id)),
    create: (creation) => watch(() => port.create(creation)),
    findCreated: (creation) => watch(() => port.findCreated(creation)),
    findCopies: findCopies === null ? null : (creation) => watch(() => findCopies.call(port, creation)),
    update: (target, content, fields) => watch(() => port.update(target, content, fields)),
    linkTwin: (target, twinId) => watch(() => port.linkTwin(target, twinId)),
    remove: (target) => watch(() => port.remove(target)),
    ...(changeRule !== undefined && {
      changeRule: (...asked: Parameters<typeof changeRule>) => watch(() => changeRule.apply(port, asked)),
    }),
    ...(createMany !== undefined && {
      createMany: (creations: Parameters<typeof createMany>[0]) => watch(() => createMany.call(port, creations)),
    }),
    ...(updateMany !== undefined && {
      updateMany: (updates: Parameters<typeof updateMany>[0]) => watch(() => updateMany.call(port, updates)),
    }),
  };
}

async function* watchedPages(
  pages: Awaited<ReturnType<CalendarPort['readChanges']>>['pages'],
  watch: <T>(request: () => Promise<T>) => Promise<T>,
  onRead: (items: number) => Promise<void>,
): typeof pages {
  try {
    for (;;) {
      const { done, value } = await watch(() => pages.next());
      if (done === true) return;
      await onRead(value.records.length + value.series.length + value.exceptions.length);
      yield value;
    }
  } finally {
    await pages.return(undefined);
  }
}

/** Steps side by side must not take the same place twice. */
const turns = new WeakMap<Desk['quota'], Map<Side, Promise<void>>>();

function inTurn<T>(quota: Desk['quota'], side: Side, take: () => Promise<T>): Promise<T> {
  const bySide = turns.get(quota) ?? new Map<Side, Promise<void>>();
  turns.set(quota, bySide);
  const turn = (bySide.get(side) ?? Promise.resolve()).then(take);
  // One that failed holds nobody else up.
  const over = () => undefined;
  bySide.set(side, turn.then(over, over));
  return turn;
}

/** Counts one request of a side where the bucket still holds one; nobody waits for it. */
export function takeIfLeft(deps: Pick<Desk, 'quota' | 'now'>, side: Side): Promise<boolean> {
  return inTurn(deps.quota, side, async () => {
    const { before, tokens } = await countTokens(deps, side);
    if (tokens < 1 || stillBlockedUntil(before, deps.now()) !== null) return false;
    await deps.quota.write(side, { ...notBlocked, ...before, tokens: tokens - 1, atMs: deps.now() });
    return true;
  });
}

async function takeToken(deps: QuotaDeps, side: Side): Promise<void> {
  const { before, tokens } = await countTokens(deps, side);
  const mustWait = tokens < 1;
  if (mustWait) await deps.wait(Math.ceil((1 - tokens) / rates[side].perMs));
  // An answer that came meanwhile may have said "not before".
  const after = mustWait ? await deps.quota.read(side) : before;
  await deps.quota.write(side, { ...notBlocked, ...after, tokens: Math.max(tokens, 1) - 1, atMs: deps.now() });
}

const notBlocked = { blockedUntilMs: 0 };

async function countTokens(
  { quota, now }: Pick<Desk, 'quota' | 'now'>,
  side: Side,
): Promise<{ readonly before: QuotaState | null; readonly tokens: number }> {
  const { burst, perMs } = rates[side];
  const before = await quota.read(side);
  const passedMs = before === null ? 0 : Math.max(0, now() - before.atMs);
  return { before, tokens: before === null ? burst : Math.min(burst, before.tokens + passedMs * perMs) };
}

/** In its turn: who is counting a request just now would write back what was there before. */
function block({ quota, now }: QuotaDeps, side: Side, untilMs: number): Promise<void> {
  return inTurn(quota, side, async () => {
    const before = await quota.read(side);
    await quota.write(side, { tokens: before?.tokens ?? 0, atMs: before?.atMs ?? now(), blockedUntilMs: untilMs });
  });
}
