import { applyReview } from '../../../lib/app/apply-review';
import type { Desk } from '../../../lib/app/desk';
import { prepareReview } from '../../../lib/app/prepare-review';
import { beginApplying, readReview, reviewRows, startReview } from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import type { RequestData } from '../../../lib/messages/protocol';
import { linkOf } from '../sync/link-scene';
import { account, contentOf, type DeskScene, minuteMs, setUpDesk } from './desk-scene';

export const dayMs = 24 * 60 * minuteMs;
export const weekly = ['RRULE:FREQ=WEEKLY;COUNT=4'];
/** The first on Tuesday, a day from now. */
export const dates = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15'].map((day) => `${day}T10:00:00Z`);
const none = { kind: 'none', attempt: null } as const;

/** What the form keeps before anything is sent. */
export async function save(desk: Desk, repeats: readonly string[]): Promise<void> {
  const wanted = contentOf('Visit');
  const calendarOf = { email: 'leah.novak@acme.example', calendarId: 'leah.novak@acme.example' };
  const link = linkOf({
    ...{ account, calendarOf, source: 'form', wanted, repeats, helpdesk: none, calendar: none, dirty: 1 },
    ...{ ownerAgentId: 7, ticket: null, subject: 'Visit', createdAtMs: desk.now() },
    ...{ startMs: desk.now() + dayMs + 120 * minuteMs, endMs: desk.now() + dayMs + 180 * minuteMs },
  });
  await desk.store.insert(link, {
    ...{ atMs: 0, account, runId: null, linkKey: link.key, subject: 'Visit', side: null, action: 'save' },
    ...{ outcome: 'asked', fields: [], recordId: null, problem: null, before: null, after: wanted },
    isOutsideHours: false,
  });
}

/** "Visit", made by the form every week, and read once by the sync unless told otherwise. */
export async function made(repeats: readonly string[] = weekly, runs = 2): Promise<DeskScene> {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Other', {}, 25));
  await setTwoWay(scene.desk, true);
  await save(scene.desk, repeats);
  for (let n = 0; n < runs; n += 1) {
    await runOnce(scene.desk);
    scene.pass(minuteMs);
  }
  return scene;
}

export async function listed({ desk }: Pick<DeskScene, 'desk'>, asked: RequestData<'startReview'>) {
  await startReview(desk, asked);
  await prepareReview(desk);
  const { rows } = await reviewRows(desk, { offset: 0, limit: 50, search: '' });
  return { rows, review: await readReview(desk) };
}

export const leaving = { kind: 'disconnect', side: 'calendar' } as const;

export async function apply({ desk }: Pick<DeskScene, 'desk'>) {
  await beginApplying(desk);
  await applyReview(desk);
  return (await readReview(desk))?.report;
}

/** When the visits stand in the calendar and in the helpdesk. */
export function visits({ calendar, helpdesk }: DeskScene) {
  const rules = [...calendar.series.values()].map(({ master }) => master.recurrence);
  const appointments = [...helpdesk.records.values()].filter(({ content }) => content.subject === 'Visit');
  return { rules, appointments: appointments.map(({ content }) => content.span.start).sort() };
}
