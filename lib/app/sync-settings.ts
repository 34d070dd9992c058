import { dayMs } from '../domain/calendar-day';
import { fromWallMs, toWallMs } from '../domain/zone-clock';
import type { RequestData } from '../messages/protocol';
import { accountKey, type Settings, type SyncSettings } from '../storage/settings';
import { reconsider } from '../sync/roll-window';
import type { Desk } from './desk';
import { stepDeps } from './step-deps';

/** Switches two-way sync for the connected account; what is left to do follows from the new rules. */
export async function setTwoWay(desk: Desk, on: boolean): Promise<void> {
  await desk.changeSettings((settings) => {
    if (settings.helpdesk === null) return settings;
    return { ...settings, twoWay: { ...settings.twoWay, [accountKey(settings.helpdesk)]: on } };
  });
  await reconsiderAll(desk);
}

/** Changes the rules of the sync. Answers whether the next run has work that it did not have before. */
export async function setSync(desk: Desk, asked: RequestData<'setSync'>): Promise<void> {
  const before = (await desk.readSettings()).sync;
  const { sync } = await desk.changeSettings((settings) => ({ ...settings, sync: changed(settings.sync, asked) }));
  // A wider window shows what no reading has shown yet.
  if (sync.daysBack > before.daysBack || sync.daysAhead > before.daysAhead) await askForListing(desk);
  const isOnlyTime = Object.keys(asked).every((name) => name === 'everyMinutes');
  if (!isOnlyTime) await reconsiderAll(desk);
}

function changed(sync: SyncSettings, asked: RequestData<'setSync'>): SyncSettings {
  const { allowed, filter, forgetFieldRules, ...rest } = asked;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...sync,
    ...given,
    ...(forgetFieldRules === true && { fieldRules: {} }),
    ...(filter !== undefined && { filters: { ...sync.filters, [filter.name]: filter.on } }),
    ...(allowed !== undefined && {
      allowed: { ...sync.allowed, [allowed.side]: { ...sync.allowed[allowed.side], [allowed.action]: allowed.on } },
    }),
  };
}

/** Pauses until a time, or goes on (`now`). */
export async function pauseSync(desk: Desk, { until }: RequestData<'pauseSync'>): Promise<void> {
  const pausedUntilMs = pauseEnd(until, desk.now(), desk.zone());
  await desk.changeSettings((settings) => ({ ...settings, sync: { ...settings.sync, pausedUntilMs } }));
}

function pauseEnd(until: RequestData<'pauseSync'>['until'], nowMs: number, zone: string): number | null {
  switch (until) {
    case 'now':
      return null;
    case 'inAnHour':
      return nowMs + 3_600_000;
    case 'tomorrow':
      return fromWallMs((Math.floor(toWallMs(nowMs, zone) / dayMs) + 1) * dayMs, zone);
    case 'resumed':
      return Number.MAX_SAFE_INTEGER;
  }
}

/**
 * Decides anew for every link what is left to do: after a change of the rules, or of what is connected, and only then.
 * All of them and not only the window's: what has left a narrower window is no work any more.
 */
export async function reconsiderAll(desk: Desk): Promise<void> {
  const settings = await desk.readSettings();
  if (settings.helpdesk === null) return;
  const { rules } = await stepDeps(desk, null);
  await reconsider(contextOf(desk, settings, accountKey(settings.helpdesk), rules), {
    startMs: Number.MIN_SAFE_INTEGER,
    endMs: Number.MAX_SAFE_INTEGER,
  });
}

function contextOf(
  desk: Desk,
  { helpdesk }: Settings,
  account: string,
  rules: Parameters<typeof reconsider>[0]['context']['rules'],
): Parameters<typeof reconsider>[0] {
  return {
    store: desk.store,
    context: {
      account,
      rules,
      calendarOf: null,
      agentId: helpdesk?.agent.id ?? 0,
      nowMs: desk.now(),
      newKey: desk.newId,
      ticketUrl: (ticketId) => desk.ticketUrl(helpdesk?.origin ?? '', ticketId),
    },
  };
}

/** The next reading of both sides is a full listing, also after a death or a run that is under way now. */
async function askForListing(desk: Desk): Promise<void> {
  const { helpdesk } = await desk.readSettings();
  if (helpdesk === null) return;
  for (const side of ['helpdesk', 'calendar'] as const) await desk.store.askForListing(accountKey(helpdesk), side);
}
