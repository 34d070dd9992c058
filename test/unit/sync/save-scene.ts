import type { AppointmentContent, Side } from '../../../lib/domain/appointment';
import { fingerprint } from '../../../lib/domain/fingerprint';
import type { Problem } from '../../../lib/domain/problem';
import { toProblem } from '../../../lib/http/to-problem';
import { journalEntry, type Link, type LinkStore } from '../../../lib/sync/link';
import { withDirty } from '../../../lib/sync/plan-link';
import type { CalendarPort, Creation } from '../../../lib/sync/ports';
import type { SaveDeps } from '../../../lib/sync/save-deps';
import type { Life } from '../../fakes/mortality';

export const key = 'c0ffee00-0000-4000-8000-000000000001';

export const content: AppointmentContent = {
  subject: 'Printer on fire',
  notes: 'Bring an extinguisher',
  location: 'Room 4',
  span: { kind: 'timed', start: '2026-11-23T09:00:00Z', end: '2026-11-23T09:30:00Z', zone: 'Europe/London' },
  attendees: [{ email: 'leah.novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: 2 }],
  isPrivate: false,
  showAs: 'busy',
};

export function wantedLink(change: Partial<Link> = {}): Link {
  return withDirty({
    key,
    account: 'https://acme.halopsa.com#2',
    ownerAgentId: 2,
    ticket: { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' },
    mail: 'nobody',
    subject: content.subject,
    startMs: Date.parse('2026-11-23T09:00:00Z'),
    endMs: Date.parse('2026-11-23T09:30:00Z'),
    createdAtMs: 0,
    calendarOf: { email: 'leah.novak@acme.example', calendarId: 'leah.novak@acme.example' },
    wanted: fingerprint(content),
    helpdesk: { kind: 'wanted', attempt: null },
    calendar: { kind: 'wanted', attempt: null },
    ...change,
  });
}

/** What the first request of the wanted link asks the helpdesk for. */
export const creation: Creation = {
  creationKey: key,
  content,
  ownerAgentId: 2,
  ticket: wantedLink().ticket,
  mail: 'nobody',
  twinId: null,
  attemptedAtMs: 0,
};

export async function insertWanted(links: LinkStore, link = wantedLink()): Promise<void> {
  await links.insert(link, content, journalEntry({ atMs: 0, linkKey: link.key, action: 'save', outcome: 'asked' }));
}

/** The deps of a save, with a clock that the test moves and, if wanted, a life that ends. */
export function saveDeps(
  links: LinkStore,
  ports: Readonly<Record<Side, CalendarPort | Problem>>,
  { clock = { nowMs: 1_000_000 }, life }: { clock?: { nowMs: number }; life?: Life } = {},
): SaveDeps {
  const mortal = <T extends object>(target: T) => (life === undefined ? target : life.mortal(target));
  return {
    links: mortal(links),
    port: async (side) => {
      const port = ports[side];
      return 'kind' in port ? port : mortal(port);
    },
    now: () => clock.nowMs,
    random: () => 0,
    toProblem,
    onRecord: async () => {},
    onChange: async () => {},
  };
}
