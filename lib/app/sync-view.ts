import { overlaps } from '../domain/intervals';
import type { FilterName, SyncView } from '../domain/sync-views';
import type { TenantSettings } from '../domain/tenant-settings';
import { accountKey } from '../storage/settings';
import type { Link, MadeSide } from '../sync/link';
import type { SyncRules } from '../sync/rules';
import { brakeView } from './brake';
import type { Desk } from './desk';
import { stepDeps } from './step-deps';
import { readHealthFacts, toPopupSync } from './sync-health';
import { toSyncRules } from './sync-rules';

/** Options, "Sync". `counts`: kept by the caller from one view to the next, since they look at every item. */
export async function readSync(desk: Desk, counts: ItemCounter): Promise<SyncView> {
  const [settings, popup] = await Promise.all([desk.readSettings(), desk.readPopup()]);
  const { helpdesk, calendar, sync } = settings;
  const account = helpdesk === null ? null : accountKey(helpdesk);
  const facts = { ...(await readHealthFacts(desk)), lastProblem: popup?.lastProblem ?? null };
  const { health, conflictCount } = toPopupSync(facts, popup?.sync.underWay ?? null);
  const counted = account === null ? nothing : await counts(desk, account);
  const tenant = account === null ? null : await readTenant(desk, account);
  const integrations = tenant?.integrations ?? [];
  const rules = toSyncRules(settings, { ms: desk.now(), zone: desk.zone(), busyWord: '' });
  return {
    isConnected: helpdesk !== null && calendar !== null,
    twoWay: account !== null && settings.twoWay[account] === true,
    health,
    lastGoodMs: popup?.lastSyncMs ?? null,
    allowed: sync.allowed,
    filters: sync.filters,
    filterCounts: counted.filterCounts,
    itemCount: counted.itemCount,
    conflictRule: sync.conflictRule,
    fieldRules: rules.fieldRules,
    privacy: sync.privacy,
    daysBack: sync.daysBack,
    daysAhead: sync.daysAhead,
    everyMinutes: sync.everyMinutes,
    conflictCount,
    brake: account === null ? null : await brakeView(desk, account),
    otherSync:
      integrations.length + counted.foreignCount === 0 ? null : { integrations, recordCount: counted.foreignCount },
    areTimesInDoubt: tenant?.keepsUtc === false,
  };
}

/** The tenant's settings as last read, with the people. */
async function readTenant(desk: Desk, account: string): Promise<TenantSettings | null> {
  return (await desk.directory.read(account, 'tenant'))?.value.settings ?? null;
}

export interface Counted {
  readonly filterCounts: Readonly<Record<FilterName, number>>;
  readonly itemCount: number;
  /** Items that carry the ids of another integration. */
  readonly foreignCount: number;
}

export type ItemCounter = (desk: Desk, account: string) => Promise<Counted>;

const nothing: Counted = {
  filterCounts: { declined: 0, free: 0, allDay: 0, private: 0, otherTypes: 0, tasks: 0 },
  itemCount: 0,
  foreignCount: 0,
};

/** Counts once for what has been read and done since: a page that looks every few seconds costs no walk each time. */
export function createItemCounter(): ItemCounter {
  let counted: { readonly of: string; readonly counts: Counted } | null = null;
  return async (desk, account) => {
    const { rules } = await stepDeps(desk, null);
    const [helpdesk, calendar, lastSeq] = await Promise.all([
      desk.store.feed(account, 'helpdesk'),
      desk.store.feed(account, 'calendar'),
      desk.runs.lastSeq(),
    ]);
    const { startMs, endMs } = rules.window;
    const of = [account, startMs, endMs, helpdesk.readAtMs, calendar.readAtMs, lastSeq].join();
    if (counted?.of !== of) counted = { of, counts: await countItems(desk, account, rules) };
    return counted.counts;
  };
}

/** What lies in the window but began before it, at most so long ago: two months. */
const longestMs = 62 * 24 * 3_600_000;

/** Every link that touches the window, in batches. */
export async function* linksInWindow(
  desk: Pick<Desk, 'store'>,
  account: string,
  { window }: SyncRules,
): AsyncGenerator<readonly Link[]> {
  let after: Link | undefined;
  const stretch = { startMs: window.startMs - longestMs, endMs: window.endMs };
  for (;;) {
    const links: readonly Link[] = await desk.store.startingIn(account, stretch, 500, after);
    if (links.length === 0) return;
    yield links.filter(({ startMs, endMs }) => overlaps({ startMs, endMs }, window));
    after = links.at(-1);
  }
}

async function countItems(desk: Desk, account: string, rules: SyncRules): Promise<Counted> {
  const filterCounts = { ...nothing.filterCounts };
  let itemCount = 0;
  let foreignCount = 0;
  for await (const links of linksInWindow(desk, account, rules)) {
    for (const link of links) {
      const record = shownRecord(link);
      if (record === null) continue;
      itemCount += 1;
      for (const name of filtersOf(record, link.calendar.kind === 'made')) filterCounts[name] += 1;
      if (link.helpdesk.kind === 'made' && link.helpdesk.traits.foreignTwinId !== null) foreignCount += 1;
    }
  }
  return { filterCounts, itemCount, foreignCount };
}

function shownRecord({ helpdesk, calendar }: Link): MadeSide | null {
  if (calendar.kind === 'made') return calendar;
  return helpdesk.kind === 'made' ? helpdesk : null;
}

/** The filters that would leave an item out (`isWanted`). */
function filtersOf({ content, traits }: MadeSide, isOnCalendar: boolean): readonly FilterName[] {
  const fits: Readonly<Record<FilterName, boolean>> = {
    declined: traits.isDeclined,
    free: content.showAs === 'free',
    allDay: content.span.kind === 'allDay',
    private: content.isPrivate,
    otherTypes: isOnCalendar && traits.type !== 'default',
    tasks: traits.type === 'task',
  };
  return (Object.keys(fits) as FilterName[]).filter((name) => fits[name]);
}
