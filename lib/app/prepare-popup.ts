import { buildAgenda } from '../domain/agenda';
import { personHours } from '../domain/person-hours';
import type { AttentionItem } from '../domain/popup-view';
import type { Problem } from '../domain/problem';
import { accountKey, type Settings } from '../storage/settings';
import type { Link } from '../sync/link';
import { linkStatus } from '../sync/link-status';
import { connection } from './accounts-view';
import type { Desk } from './desk';
import { storedPeople } from './read-people';
import { windowFrom } from './time-window';

/** Days ahead whose appointments are looked over for working hours. */
const outsideDays = 8;

/** Writes the popup's record anew from what is stored; asks nobody. */
export async function preparePopup(
  desk: Desk,
  change: { readonly isReading?: boolean; readonly lastProblem?: Problem | null; readonly lastSyncMs?: number } = {},
): Promise<void> {
  await desk.withLock('docket-popup', async () => {
    const [settings, before] = await Promise.all([desk.readSettings(), desk.readPopup()]);
    const account = settings.helpdesk === null ? null : accountKey(settings.helpdesk);
    const { agenda, outside } = await agendaOf(desk, settings, account);
    await desk.writePopup({
      schema: 1,
      preparedAtMs: desk.now(),
      helpdesk: connection(settings.helpdesk, settings.helpdesk?.agent.name ?? ''),
      calendar: connection(settings.calendar, settings.calendar?.email ?? ''),
      twoWay: account !== null && settings.twoWay[account] === true,
      isReading: change.isReading ?? before?.isReading ?? false,
      lastSyncMs: change.lastSyncMs ?? before?.lastSyncMs ?? null,
      lastProblem: change.lastProblem === undefined ? (before?.lastProblem ?? null) : change.lastProblem,
      agenda,
      outside,
      attention: (await desk.links.dirty()).flatMap(attentionItems),
    });
  });
}

async function agendaOf(desk: Desk, settings: Settings, account: string | null) {
  if (account === null || settings.helpdesk === null) return { agenda: [], outside: [] };
  const zone = desk.zone();
  const window = windowFrom(desk.now(), zone, outsideDays);
  const [helpdesk, calendar, links, people] = await Promise.all([
    desk.mirror.inWindow(account, 'helpdesk', window),
    desk.mirror.inWindow(account, 'calendar', window),
    desk.links.inWindow(account, window.startMs - 86_400_000, window.endMs),
    storedPeople(desk, account),
  ]);
  const me = people?.agents.find(({ id }) => id === settings.helpdesk?.agent.id);
  return buildAgenda({
    helpdesk,
    calendar,
    links: links.flatMap(({ helpdesk: one, calendar: other }) =>
      one.kind === 'made' && other.kind === 'made' ? [{ helpdeskId: one.id, calendarId: other.id }] : [],
    ),
    me:
      people === null || me === undefined
        ? { hours: null, holidays: [] }
        : personHours(me, people.workingHours, people.holidays),
    nowMs: desk.now(),
    zone,
  });
}

/** What of a link did not go through: waiting or failed. What is under way needs nobody. */
function attentionItems(link: Link): AttentionItem[] {
  const status = linkStatus(link);
  const items: AttentionItem[] = [];
  for (const side of ['helpdesk', 'calendar'] as const) {
    const state = status[side];
    if (state.kind !== 'waiting' && state.kind !== 'failed') continue;
    const retryAtMs = state.kind === 'waiting' ? state.retryAtMs : null;
    items.push({ linkId: link.key, subject: link.subject, side, problem: state.problem, retryAtMs });
  }
  return items;
}
