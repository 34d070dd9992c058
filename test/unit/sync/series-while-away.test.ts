import { describe, expect, test } from 'vitest';
import { releaseLinks } from '../../../lib/sync/release-links';
import { dayMs } from './google-scene';
import { account, contentOf } from './link-scene';
import { createScene, type SyncScene } from './sync-scene';

const zone = 'Europe/London';
const daily = { zone, recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
const [first, second, third] = ['2026-11-23T09:00:00Z', '2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z'] as const;
const spanAt = (day: string, hour: string) =>
  ({ kind: 'timed', start: `${day}T${hour}:00:00Z`, end: `${day}T${hour}:30:00Z`, zone }) as const;
/** So many others that the loss of one would not be held back for approval. */
const others = 8;

/** A single "Visit" in both, made on one side and copied to the other. */
async function copied(from: 'helpdesk' | 'calendar') {
  const scene = createScene({ zone });
  for (let n = 0; n < others; n += 1) scene.helpdesk.asPerson.create(contentOf({ subject: `Other ${n}` }));
  scene[from].asPerson.create(contentOf({ subject: 'Visit' }));
  for (let n = 0; n < 2; n += 1) await run(scene);
  const idOn = (side: 'helpdesk' | 'calendar') =>
    [...scene[side].records.values()].find(({ content }) => content.subject === 'Visit')?.id ?? '';
  return { scene, event: idOn('calendar'), appointment: idOn('helpdesk') };
}

async function run(scene: SyncScene, days = 0): Promise<void> {
  scene.clock.nowMs += days * dayMs;
  const { nowMs } = scene.clock;
  scene.rules = { ...scene.rules, window: { startMs: nowMs - 30 * dayMs, endMs: nowMs + 180 * dayMs } };
  await scene.run();
}

async function disconnect(scene: SyncScene): Promise<void> {
  scene.problems.calendar = { kind: 'notConnected', side: 'calendar' };
  await releaseLinks(scene.store, { account, side: 'calendar', rules: scene.rules });
}

async function reconnect(scene: SyncScene): Promise<void> {
  delete scene.problems.calendar;
  for (const days of [0, 0, 1, 1]) await run(scene, days);
}

/** When the visits of a side start, by their ids in the helpdesk. */
function visits({ helpdesk }: SyncScene): ReadonlyMap<string, string> {
  const rows = [...helpdesk.records.values()].filter(({ content }) => content.subject === 'Visit');
  return new Map(rows.map(({ id, content }) => [id, content.span.start]));
}

const starts = (scene: SyncScene): readonly string[] => [...visits(scene).values()].sort();

describe('an event that becomes a series, and whose first date is cancelled,', () => {
  test.each([
    'while its calendar is disconnected',
    'while Docket is paused',
    'while the browser is closed for so long that nothing but a listing tells of it',
  ] as const)('%s, loses the appointment that was copied from it', async (meanwhile) => {
    const { scene, event } = await copied('calendar');
    const { asPerson } = scene.calendar;
    if (meanwhile === 'while its calendar is disconnected') await disconnect(scene);
    asPerson.repeat(event, daily);
    asPerson.cancelOccurrence(event, first);
    if (meanwhile.startsWith('while the browser')) {
      scene.clock.nowMs += 3 * dayMs;
      scene.calendar.expireCursors();
    }
    await reconnect(scene);
    expect(starts(scene)).toEqual([second, third]);
  });

  test('while its calendar is disconnected keeps an appointment that was the original: it becomes an event of its own', async () => {
    const { scene, event, appointment } = await copied('helpdesk');
    await disconnect(scene);
    scene.calendar.asPerson.repeat(event, daily);
    scene.calendar.asPerson.cancelOccurrence(event, first);
    await reconnect(scene);
    expect(starts(scene)).toEqual([first, second, third]);
    expect(visits(scene).get(appointment)).toBe(first);
    const single = [...scene.calendar.records.values()].filter(({ content }) => content.subject === 'Visit');
    expect(single.map(({ content }) => content.span.start)).toEqual([first]);
  });

  test('while its calendar is disconnected keeps an appointment that was edited meanwhile', async () => {
    const { scene, event, appointment } = await copied('calendar');
    await disconnect(scene);
    scene.calendar.asPerson.repeat(event, daily);
    scene.calendar.asPerson.cancelOccurrence(event, first);
    scene.helpdesk.asPerson.edit(appointment, { location: 'Room 9' });
    await reconnect(scene);
    expect(starts(scene)).toEqual([first, second, third]);
    expect(scene.helpdesk.records.get(appointment)?.content.location).toBe('Room 9');
  });
});

describe('a series that becomes a single event while its calendar is disconnected', () => {
  async function singleAgain() {
    const copy = await copied('calendar');
    const { scene, event } = copy;
    scene.calendar.asPerson.repeat(event, daily);
    await run(scene);
    expect(starts(scene)).toEqual([first, second, third]);
    await disconnect(scene);
    scene.calendar.asPerson.repeatNoMore(event);
    return copy;
  }

  test('keeps the appointment of the date that is left, and loses the others', async () => {
    const { scene, appointment } = await singleAgain();
    await reconnect(scene);
    expect([...visits(scene)]).toEqual([[appointment, first]]);
  });

  test('has each of its dates once when it is made a series again after the first look at it', async () => {
    const { scene, event, appointment } = await singleAgain();
    delete scene.problems.calendar;
    await run(scene);
    expect([...visits(scene)]).toEqual([[appointment, first]]);
    scene.calendar.asPerson.repeat(event, daily);
    await reconnect(scene);
    expect(starts(scene)).toEqual([first, second, third]);
    expect(visits(scene).get(appointment)).toBe(first);
  });
});

test('a series that a wrong clock has called over is still known by its dates when it is deleted', async () => {
  const { scene, event } = await copied('calendar');
  scene.calendar.asPerson.repeat(event, daily);
  await run(scene);
  scene.calendar.asPerson.create(contentOf({ subject: 'Far away', span: spanAt('2029-02-01', '09') }));
  scene.clock.nowMs += 400 * dayMs;
  await run(scene);
  scene.clock.nowMs -= 399 * dayMs;
  scene.calendar.asPerson.delete(event);
  for (const days of [0, 0, 1]) await run(scene, days);
  expect(starts(scene)).toEqual([]);
});

describe('the single event that is left of a series', () => {
  test('keeps the appointment of its date although that date was cancelled and seen so before', async () => {
    const { scene, event, appointment } = await copied('helpdesk');
    const { asPerson } = scene.calendar;
    asPerson.repeat(event, daily);
    await scene.run();
    asPerson.cancelOccurrence(event, first);
    scene.helpdesk.asPerson.edit(appointment, { location: 'Room 9' });
    await scene.setRules({ twoWay: false });
    await scene.run();
    await scene.setRules({ twoWay: true });
    asPerson.repeatNoMore(event);
    for (const days of [0, 0, 1]) await run(scene, days);
    expect([...visits(scene)]).toEqual([[appointment, first]]);
    const events = [...scene.calendar.records.values()].filter(({ content }) => content.subject === 'Visit');
    expect(events.map(({ id }) => id)).toEqual([event]);
  });

  test('is that of one appointment, also where the original waits to be copied again', async () => {
    const { scene, event, appointment } = await copied('helpdesk');
    const { asPerson } = scene.calendar;
    await disconnect(scene);
    asPerson.repeat(event, daily);
    asPerson.cancelOccurrence(event, first);
    delete scene.problems.calendar;
    await scene.setRules({ twoWay: false });
    await run(scene);
    await scene.setRules({ twoWay: true });
    asPerson.repeatNoMore(event);
    for (const days of [0, 0, 1]) await run(scene, days);
    expect([...visits(scene)]).toEqual([[appointment, first]]);
  });
});

test('of a series that is over but for a date that was moved ahead, that date has its appointment, though a listing shows no more of it', async () => {
  const { scene, event } = await copied('calendar');
  await disconnect(scene);
  scene.calendar.asPerson.repeat(event, daily);
  scene.clock.nowMs += 60 * dayMs;
  scene.calendar.asPerson.editOccurrence(event, third, { span: spanAt('2027-01-20', '15') });
  await reconnect(scene);
  expect(starts(scene)).toContain('2027-01-20T15:00:00Z');
});

describe('a date that nobody can read and that was moved to before the window', () => {
  test('keeps its appointment as it was known, also when everything is listed', async () => {
    const { scene, event } = await copied('calendar');
    const { asPerson } = scene.calendar;
    asPerson.repeat(event, daily);
    asPerson.editOccurrence(event, second, { span: spanAt('2026-11-24', '15') });
    await run(scene);
    const known = [first, '2026-11-24T15:00:00Z', third];
    expect(starts(scene)).toEqual(known);
    asPerson.garbleOccurrence(event, second, { span: spanAt('2026-09-01', '09') });
    for (const days of [0, 0, 1, 1]) await run(scene, days);
    expect(starts(scene)).toEqual(known);
    asPerson.editOccurrence(event, second, { span: spanAt('2026-11-24', '17') });
    for (const days of [0, 1]) await run(scene, days);
    expect(starts(scene)).toEqual([first, '2026-11-24T17:00:00Z', third]);
  });

  test('as the first date of an event that has just become a series, keeps the appointment, and what is written there stays on that date', async () => {
    const { scene, event, appointment } = await copied('calendar');
    const { asPerson } = scene.calendar;
    asPerson.edit(event, { span: spanAt('2026-11-23', '10') });
    await run(scene);
    asPerson.repeat(event, daily);
    asPerson.garbleOccurrence(event, '2026-11-23T10:00:00Z', { span: spanAt('2026-09-01', '09') });
    for (const days of [0, 0, 1, 1]) await run(scene, days);
    expect(visits(scene).get(appointment)).toBe('2026-11-23T10:00:00Z');
    expect(starts(scene)).toHaveLength(3);
    scene.helpdesk.asPerson.edit(appointment, { location: 'Room 9' });
    for (const days of [0, 1]) await run(scene, days);
    expect(scene.calendar.series.get(event)?.master.content.location).toBe('Room 4');
    expect(starts(scene)).toHaveLength(3);
  });
});

describe('a series that has begun before the window, and of whose change nothing but a listing could tell,', () => {
  async function begunLongAgo() {
    const { scene, event } = await copied('calendar');
    scene.calendar.asPerson.repeat(event, { zone, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=10'] });
    await run(scene);
    // Its first four dates have left the window, the other six are to come or were in the last month.
    await run(scene, 73);
    expect(visits(scene).size).toBe(10);
    // A listing that shows nothing at all would prove nothing.
    scene.calendar.asPerson.create(contentOf({ subject: 'Still to come', span: spanAt('2027-02-01', '09') }));
    scene.calendar.expireCursors();
    return { scene, event };
  }

  test('loses the dates that it was cut short of', async () => {
    const { scene, event } = await begunLongAgo();
    scene.calendar.asPerson.editSeries(event, {}, ['RRULE:FREQ=WEEKLY;COUNT=4']);
    await scene.run({ approved: 'all' });
    expect(visits(scene).size).toBe(4);
  });

  test('loses all but the first when it is a single event by now', async () => {
    const { scene, event } = await begunLongAgo();
    scene.calendar.asPerson.repeatNoMore(event);
    await scene.run({ approved: 'all' });
    expect(starts(scene).filter((start) => Date.parse(start) > scene.rules.window.startMs)).toEqual([]);
    expect(starts(scene)).toContain(first);
  });
});
