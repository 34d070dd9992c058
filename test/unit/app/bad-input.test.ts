import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import { readActivity, readRuns } from '../../../lib/app/activity';
import { type Garbled, type StrictScene, setUpStrictDesk } from './strict-scene';

const scenes: StrictScene[] = [];
afterEach(() => {
  for (const { violations } of scenes.splice(0)) expect(violations()).toEqual([]);
});

async function setUp(): Promise<StrictScene> {
  const scene = setUpStrictDesk();
  scenes.push(scene);
  await scene.switchOn();
  return scene;
}

const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);
const people = Array.from({ length: 500 }, (_, index) => `person${index}@guests.example`);

const without =
  (...names: readonly string[]) =>
  (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

const asGoogleTime = (dateTime: string) => ({ dateTime, timeZone: 'Europe/London' });

/** Of one event, and of one appointment: what it says, and what the report says of it. */
const badRecords: Readonly<Record<'calendar' | 'helpdesk', readonly (readonly [string, Garbled, RegExp])[]>> = {
  calendar: [
    ['without a start', without('start'), /no start/],
    [
      'that ends before it starts',
      (row: object) => ({ ...row, end: asGoogleTime('2026-11-01T09:00:00Z') }),
      /ends before it starts/,
    ],
    [
      'at a time that is none',
      (row: object) => ({ ...row, start: asGoogleTime('2026-13-45T99:00:00Z') }),
      /times cannot be read/,
    ],
    [
      'in a zone that is not known, its time without an offset',
      (row: object) => ({ ...row, start: { dateTime: '2026-11-24T09:00:00', timeZone: 'Mars/Olympus' } }),
      /times cannot be read/,
    ],
    [
      'with 500 attendees',
      (row: object) => ({ ...row, attendees: people.map((email) => ({ email })) }),
      /it has 500 attendees/,
    ],
    ['with 8 MB of description', (row: object) => ({ ...row, description: megabytes(8) }), /8388608 characters/],
    ['whose fields are of another kind', (row: object) => ({ ...row, summary: 7 }), /summary is not as expected/],
  ],
  helpdesk: [
    ['without a start', without('start_date'), /start_date is not as expected/],
    [
      'that ends before it starts',
      (row: object) => ({ ...row, end_date: '2026-11-01T09:00:00' }),
      /ends before it starts/,
    ],
    [
      'at a time that is none',
      (row: object) => ({ ...row, start_date: '2026-13-45T99:00:00' }),
      /times cannot be read/,
    ],
    ['with 500 attendees', (row: object) => ({ ...row, attendees: people.join(';') }), /it has 500 attendees/],
    ['with 1 MB of notes in the list', (row: object) => ({ ...row, note: megabytes(1) }), /1048576 characters/],
    ['whose fields are of another kind', (row: object) => ({ ...row, subject: 7 }), /subject is not as expected/],
  ],
};

const sides = [
  { side: 'calendar', what: 'an event', add: 'addEvent', here: 'events', there: 'appointments' },
  { side: 'helpdesk', what: 'an appointment', add: 'addAppointment', here: 'appointments', there: 'events' },
] as const;

describe.each(sides)('$what', ({ side, add, here, there }) => {
  test.each(badRecords[side])(
    '%s is named in the report and skipped; the others are copied',
    async (_what, how, why) => {
      const scene = await setUp();
      scene[add]('Before');
      const bad = scene[add]('Bad', 2);
      scene[add]('After', 3);
      scene.garble(side, bad, how);
      const run = await scene.run();
      expect(run).toMatchObject({ outcome: 'done', problem: null, skipped: [{ id: bad }] });
      expect(run.skipped[0]?.reason).toMatch(why);
      expect(scene[there]()).toEqual(['After', 'Before']);
      expect(scene[here]()).toEqual(['After', 'Bad', 'Before']);
      expect(await readRuns(scene.desk, 1)).toMatchObject([{ skipped: [{ id: bad }] }]);
    },
  );

  test.each(badRecords[side])(
    '%s after it was copied: its copy stays, also in a full listing, and is mended with it',
    async (_what, how) => {
      const scene = await setUp();
      const ids = ['Before', 'Bad', 'After'].map((subject, day) => scene[add](subject, day + 1));
      const bad = ids[1] ?? '';
      await scene.run();
      expect(scene[there]()).toEqual(['After', 'Bad', 'Before']);
      scene.garble(side, bad, how);
      for (const want of ['changes', 'listing', 'listing'] as const) {
        const run = await scene.run(want);
        expect(run).toMatchObject({ outcome: 'done', counts: { helpdesk: { removed: 0 }, calendar: { removed: 0 } } });
        expect(run.skipped.map(({ id }) => id)).toEqual([bad]);
      }
      expect([scene.events(), scene.appointments()]).toEqual([
        ['After', 'Bad', 'Before'],
        ['After', 'Bad', 'Before'],
      ]);
      scene.mend(side, bad);
      rename(scene, side, bad, 'Mended');
      await scene.run();
      expect(scene[there]()).toEqual(['After', 'Before', 'Mended']);
    },
  );
});

function rename(scene: StrictScene, side: 'calendar' | 'helpdesk', id: string, subject: string): void {
  if (side === 'calendar') scene.person.updateEvent(id, { summary: subject });
  else scene.halo.server.webUi.changeAppointment(Number(id), { subject });
}

test('a record that cannot be read costs no request beside the changes and the listing that names it', async () => {
  const scene = await setUp();
  const bad = scene.addEvent('Bad');
  await scene.run();
  scene.garble('calendar', bad, without('start'));
  const before = scene.google.server.requests.length;
  await scene.run('listing');
  expect(scene.google.server.requests.slice(before).filter(({ status }) => status === 200)).toHaveLength(2);
});

describe('a series', () => {
  const weekly = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] };
  const ruled = (rule: string) => (row: object) => ({ ...row, recurrence: [rule] });
  const inZone = (row: object) => ({
    ...row,
    start: { dateTime: '2026-11-24T09:00:00Z', timeZone: 'Mars/Olympus' },
    end: { dateTime: '2026-11-24T10:00:00Z', timeZone: 'Mars/Olympus' },
  });
  const bad = [
    ['with a rule that cannot be read', ruled('RRULE:FREQ=FORTNIGHTLY'), /FORTNIGHTLY/],
    ['in a zone that is not known', inZone, /zone is not known: "Mars\/Olympus"/],
    ['without a start', without('start'), /no start/],
  ] as const;

  test.each(bad)('%s is named in the report and skipped; the others are copied', async (_what, how, why) => {
    const scene = await setUp();
    const id = scene.addEvent('Series', 1, weekly);
    scene.addEvent('Visit', 2);
    scene.garble('calendar', id, how);
    const run = await scene.run();
    expect(run).toMatchObject({ outcome: 'done', skipped: [{ id, subject: 'Series' }] });
    expect(run.skipped[0]?.reason).toMatch(why);
    expect(scene.appointments()).toEqual(['Visit']);
  });

  test.each(bad)('%s after it was copied keeps its appointments, also in a full listing', async (_what, how) => {
    const scene = await setUp();
    const id = scene.addEvent('Series', 1, weekly);
    await scene.run();
    expect(scene.appointments()).toEqual(['Series', 'Series', 'Series']);
    scene.garble('calendar', id, how);
    for (const want of ['changes', 'listing', 'listing'] as const) {
      expect((await scene.run(want)).skipped).toMatchObject([{ id }]);
      expect(scene.appointments()).toEqual(['Series', 'Series', 'Series']);
    }
    scene.mend('calendar', id);
    scene.person.deleteEvent(id);
    await scene.run();
    expect(scene.appointments()).toEqual([]);
  });

  test.each([
    ['without a start', without('start')],
    ['without its place in the series', without('originalStartTime')],
    ['whose fields are of another kind', (row: object) => ({ ...row, summary: 7 })],
  ] as const)('an occurrence %s stays as it was known, also in a full listing', async (_what, how) => {
    const scene = await setUp();
    const id = scene.addEvent('Series', 1, weekly);
    await scene.run();
    const second = `${id}_20261201T090000Z`;
    scene.person.updateEvent(second, { summary: 'Second' });
    await scene.run();
    expect(scene.appointments()).toEqual(['Second', 'Series', 'Series']);
    scene.garble('calendar', second, how);
    for (const want of ['changes', 'listing', 'listing'] as const) {
      expect((await scene.run(want)).skipped).toMatchObject([{ id: second }]);
      expect(scene.appointments()).toEqual(['Second', 'Series', 'Series']);
    }
    scene.mend('calendar', second);
    scene.person.updateEvent(second, { summary: 'Second again' });
    await scene.run();
    expect(scene.appointments()).toEqual(['Second again', 'Series', 'Series']);
  });

  test('an occurrence that could never be read is not made up from its series’ rule', async () => {
    const scene = await setUp();
    const id = scene.addEvent('Series', 1, weekly);
    scene.person.updateEvent(`${id}_20261201T090000Z`, {
      start: asGoogleTime('2026-12-02T09:00:00Z'),
      end: asGoogleTime('2026-12-02T10:00:00Z'),
    });
    scene.garble('calendar', `${id}_20261201T090000Z`, without('start'));
    const run = await scene.run();
    expect(run.skipped).toMatchObject([{ id: `${id}_20261201T090000Z` }]);
    expect(scene.appointments()).toEqual(['Series', 'Series']);
  });
});

describe('ids nobody has seen', () => {
  test('a deletion of an event that was never there, and an occurrence of a series that was never shown', async () => {
    const scene = await setUp();
    scene.addEvent('Visit');
    await scene.run();
    const stranger = {
      id: 'stranger00_20261201T090000Z',
      recurringEventId: 'stranger00',
      originalStartTime: asGoogleTime('2026-12-01T09:00:00Z'),
      ...{
        summary: 'One of many',
        start: asGoogleTime('2026-12-01T09:00:00Z'),
        end: asGoogleTime('2026-12-01T10:00:00Z'),
      },
    };
    const items = [
      { id: 'neverseen0', status: 'cancelled' },
      { id: 'stranger00_20261208T090000Z', status: 'cancelled' },
      stranger,
    ];
    answerNextPages(scene, { items, nextSyncToken: 'sync' });
    const run = await scene.run();
    expect(run).toMatchObject({ outcome: 'done', problem: null, skipped: [] });
    expect(scene.appointments()).toEqual(['One of many', 'Visit']);
  });

  test('an appointment that was deleted before it was ever read', async () => {
    const scene = await setUp();
    const id = scene.addAppointment('Short-lived');
    scene.halo.server.webUi.deleteAppointment(Number(id));
    scene.addAppointment('Visit', 2);
    expect(await scene.run()).toMatchObject({ outcome: 'done', problem: null, skipped: [] });
    expect(scene.events()).toEqual(['Visit']);
  });
});

/** The next pages of events are these, whatever was asked. */
function answerNextPages(scene: StrictScene, ...pages: readonly object[]): void {
  const left = [...pages];
  scene.lists.calendar = () => left.shift() ?? null;
}

describe('a list that goes wrong', () => {
  const eventOf = (id: string, summary: string) => ({
    ...{ id, etag: `"${id}${summary}"`, summary },
    start: asGoogleTime('2026-11-25T09:00:00Z'),
    end: asGoogleTime('2026-11-25T10:00:00Z'),
  });

  test('an item that a page, and the next one, repeats is copied once, as it stands last', async () => {
    const scene = await setUp();
    const items = [eventOf('repeated00', 'First'), eventOf('repeated00', 'Second')];
    const again = [eventOf('repeated00', 'Last')];
    answerNextPages(scene, { items, nextPageToken: 'two' }, { items: again, nextSyncToken: 'sync' });
    expect(await scene.run()).toMatchObject({ outcome: 'done', skipped: [] });
    expect(scene.appointments()).toEqual(['Last']);
  });

  test('a row that a page of the helpdesk repeats is copied once', async () => {
    const scene = await setUp();
    const id = scene.addAppointment('Visit');
    scene.addAppointment('Call', 2);
    const copy = JSON.stringify({ ...scene.halo.server.state.appointments.get(Number(id)) });
    scene.lists.helpdesk = () => JSON.parse(`{"record_count":2,"appointments":[${copy},${copy}]}`);
    await scene.run();
    expect(scene.events().filter((summary) => summary === 'Visit')).toEqual(['Visit']);
  });

  test.each([
    ['the same token again and again', () => 'again'],
    ['ever new tokens', (number: number) => `page-${number}`],
  ])(
    'next pages of events that never end (%s): the run says so, nothing is deleted, the helpdesk is still read, and the next run goes on',
    async (_what, token) => {
      const scene = await setUp();
      scene.addEvent('Visit');
      await scene.run();
      let pages = 0;
      scene.lists.calendar = () => {
        pages += 1;
        return { items: [], nextPageToken: token(pages) };
      };
      scene.addAppointment('Call', 2);
      const run = await scene.run('listing');
      expect(run.problem).toMatchObject({ kind: 'unreadable', host: 'www.googleapis.com' });
      expect(run.problem).toHaveProperty('detail', expect.stringContaining('does not end'));
      expect(pages).toBeLessThanOrEqual(501);
      expect(scene.appointments()).toEqual(['Call', 'Visit']);
      scene.lists.calendar = null;
      expect(await scene.run()).toMatchObject({ outcome: 'done', problem: null });
      expect([scene.events(), scene.appointments()]).toEqual([
        ['Call', 'Visit'],
        ['Call', 'Visit'],
      ]);
    },
  );

  test('a list of appointments that never ends: the run says so and nothing is deleted', async () => {
    const scene = await setUp();
    scene.addAppointment('Visit');
    await scene.run();
    let next = 9_000;
    let pages = 0;
    scene.lists.helpdesk = () => {
      pages += 1;
      return { record_count: 1_000_000, appointments: Array.from({ length: 100 }, () => ({ id: ++next })) };
    };
    const run = await scene.run('listing');
    expect(run.problem).toMatchObject({ kind: 'unreadable' });
    expect(pages).toBeLessThanOrEqual(205);
    expect(scene.events()).toEqual(['Visit']);
    scene.lists.helpdesk = null;
    expect(await scene.run()).toMatchObject({ outcome: 'done', problem: null });
    expect(scene.events()).toEqual(['Visit']);
  });

  const webPage = { kind: 'answer', status: 200, body: '<!doctype html><title>Sign in to the hotel</title>' } as const;

  test.each([
    ['the calendar', 'calendar', 'appointments'],
    ['the helpdesk', 'helpdesk', 'events'],
  ] as const)(
    '%s answering with a web page: the run says so, nothing is deleted, and the next run goes on',
    async (_what, side, copies) => {
      const scene = await setUp();
      scene.addEvent('Visit');
      scene.addAppointment('Call', 2);
      await scene.run();
      scene.lists[side] = () => webPage.body;
      for (const want of ['changes', 'listing'] as const) {
        const run = await scene.run(want);
        expect(run.problem).toMatchObject({ kind: 'unreadable', detail: expect.stringContaining('a web page') });
        expect(scene[copies]()).toEqual(['Call', 'Visit']);
      }
      scene.lists[side] = null;
      expect(await scene.run()).toMatchObject({ outcome: 'done', problem: null });
      expect([scene.events(), scene.appointments()]).toEqual([
        ['Call', 'Visit'],
        ['Call', 'Visit'],
      ]);
    },
  );

  test('one event’s write answered with a web page: that one is told and tried again, the others go on, none is made twice', async () => {
    const scene = await setUp();
    for (const subject of ['One', 'Two', 'Three']) scene.addAppointment(subject);
    scene.google.faults.add({ method: 'POST', url: /\/events/, times: 1, fault: webPage });
    const run = await scene.run();
    expect(run.counts.calendar).toMatchObject({ created: 2, failed: 1 });
    const { rows } = await readActivity(scene.desk, {
      ...{ before: null, limit: 100, direction: null, outcome: 'failed', runId: null, search: '' },
    });
    expect(rows).toMatchObject([{ action: 'create', problem: { kind: 'unreadable' } }]);
    await scene.run();
    expect(scene.events()).toEqual(['One', 'Three', 'Two']);
  });

  test('one appointment whose notes are too long to be read: that one is told and left alone, the others go on', async () => {
    const scene = await setUp();
    const long = scene.addAppointment('Long', 1, { note: megabytes(1) });
    scene.addAppointment('Visit', 2);
    for (let runs = 0; runs < 3; runs++) await scene.run();
    expect(scene.events()).toEqual(['Visit']);
    const { rows } = await readActivity(scene.desk, {
      ...{ before: null, limit: 100, direction: null, outcome: 'failed', runId: null, search: 'Long' },
    });
    expect(rows[0]).toMatchObject({
      action: 'unreadable',
      problem: { kind: 'unreadable', detail: expect.stringContaining('1048576 characters') },
    });
    expect(scene.halo.server.state.appointments.get(Number(long))?.note).toHaveLength(1024 * 1024);
  });
});
