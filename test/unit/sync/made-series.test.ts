import { expect, test } from 'vitest';
import { releaseLinks } from '../../../lib/sync/release-links';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { between, createGoogleScene, dayMs, instanceAt } from './google-scene';
import { account, contentOf } from './link-scene';
import { createScene, type SyncScene } from './sync-scene';

const recurrence = ['RRULE:FREQ=DAILY;COUNT=3'];
const rule = { zone: 'Europe/London', recurrence };
const [first, second, third] = ['2026-11-23T09:00:00Z', '2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z'] as const;
const afternoon = '2026-11-23T15:00:00Z';
/** So many others that the loss of one would not be held back for approval. */
const others = 6;

/** A single "Visit" in both, made on one side and copied to the other. */
async function copied(from: 'helpdesk' | 'calendar') {
  const scene = createScene();
  for (let n = 0; n < others; n += 1) scene.helpdesk.asPerson.create(contentOf({ subject: `Other ${n}` }));
  scene[from].asPerson.create(contentOf({ subject: 'Visit' }));
  for (let n = 0; n < 2; n += 1) await scene.run();
  const idOn = (side: 'helpdesk' | 'calendar') => {
    const found = [...scene[side].records.values()].find(({ content }) => content.subject === 'Visit');
    return found?.id ?? '';
  };
  return { scene, event: idOn('calendar'), appointment: idOn('helpdesk') };
}

/** When the appointments of "Visit" start, by id. */
function visits({ helpdesk }: SyncScene): ReadonlyMap<string, string> {
  const rows = [...helpdesk.records.values()].filter(({ content }) => content.subject === 'Visit');
  return new Map(rows.map(({ id, content }) => [id, content.span.start]));
}

const starts = (scene: SyncScene): readonly string[] => [...visits(scene).values()].sort();

async function runDaily(scene: SyncScene): Promise<void> {
  for (let day = 0; day < 3; day += 1) {
    scene.clock.nowMs += dayMs;
    await scene.run();
  }
}

test.each(['calendar', 'helpdesk'] as const)(
  'an event made a series whose first date is moved at once takes its appointment along, and loses that date alone with it; made first on the %s',
  async (from) => {
    const { scene, event, appointment } = await copied(from);
    scene.calendar.asPerson.repeat(event, rule);
    const span = { kind: 'timed', start: afternoon, end: '2026-11-23T15:30:00Z', zone: 'Europe/London' } as const;
    scene.calendar.asPerson.editOccurrence(event, first, { span });
    for (let n = 0; n < 2; n += 1) await scene.run();
    expect(visits(scene).get(appointment)).toBe(afternoon);
    expect(starts(scene)).toEqual([afternoon, second, third]);
    scene.helpdesk.asPerson.delete(appointment);
    await runDaily(scene);
    expect(starts(scene)).toEqual([second, third]);
    expect([...scene.calendar.series.keys()]).toEqual([event]);
  },
);

test('in Google, too, the appointment of a first date that was moved as its event became a series takes that date alone with it when it is deleted', async () => {
  const google = createGoogleScene();
  const { leah } = google;
  const evening = between('2026-11-30T18:00:00', '2026-11-30T19:00:00');
  for (let n = 0; n < others; n += 1) leah.createEvent({ summary: `Other ${n}`, ...evening });
  const { id = '' } = leah.createEvent({ summary: 'Visit', ...between('2026-11-23T09:00:00', '2026-11-23T09:30:00') });
  for (let n = 0; n < 2; n += 1) await google.run();
  leah.updateEvent(id, { recurrence });
  leah.updateEvent(instanceAt(id, first), between('2026-11-23T15:00:00', '2026-11-23T15:30:00'));
  for (let n = 0; n < 2; n += 1) await google.run();
  expect(google.starts().slice(0, -others)).toEqual([afternoon, second, third]);
  google.scene.helpdesk.asPerson.delete(google.appointmentAt(afternoon));
  for (const want of ['listing', 'changes', 'changes'] as const) await google.run({ want });
  expect(google.starts().slice(0, -others)).toEqual([second, third]);
  expect([leah.seeEvent(id)?.status, leah.seeEvent(instanceAt(id, first))?.status]).toEqual(['confirmed', 'cancelled']);
  expect(google.violations).toEqual([]);
});

test.each(['its calendar was disconnected', 'Docket was set up anew'] as const)(
  'an event that became a series while %s keeps its appointment as that of the first date',
  async (meanwhile) => {
    const { scene, event, appointment } = await copied('calendar');
    if (meanwhile === 'Docket was set up anew') scene.store = createMemorySyncStore();
    else await releaseLinks(scene.store, { account, side: 'calendar', rules: scene.rules });
    scene.calendar.asPerson.repeat(event, rule);
    await scene.run();
    await runDaily(scene);
    expect(visits(scene).get(appointment)).toBe(first);
    expect(starts(scene)).toEqual([first, second, third]);
  },
);
