import { afterEach, beforeEach, expect, test } from 'vitest';
import { UnreachableError } from '../../../lib/http/errors';
import type { CalendarPort } from '../../../lib/sync/ports';
import { createMemorySyncStore } from '../../fakes/memory-sync-store';
import { between, createGoogleScene, instanceAt } from './google-scene';
import { contentOf } from './link-scene';

const span = {
  kind: 'timed',
  start: '2026-11-24T09:00:00Z',
  end: '2026-11-24T09:30:00Z',
  zone: 'Europe/London',
} as const;
const dates = ['2026-11-24T09:00:00Z', '2026-12-01T09:00:00Z', '2026-12-08T09:00:00Z'];

let google: ReturnType<typeof createGoogleScene>;

beforeEach(() => {
  google = createGoogleScene();
});

afterEach(() => {
  expect(google.violations).toEqual([]);
});

/** A series of the form, of three Tuesdays, as the installation that made it has left both sides. */
async function saveSeries(): Promise<string> {
  const repeats = ['RRULE:FREQ=WEEKLY;COUNT=3'];
  await google.scene.save({ repeats, wanted: contentOf({ subject: 'Weekly', span }) });
  await runTwice();
  expect(google.starts()).toEqual(dates);
  return google.events()[0]?.id ?? '';
}

async function runTwice(): Promise<void> {
  await google.run();
  await google.run();
}

/** Another profile of the agent, or this one after its data were cleared. */
async function beginAnew(): Promise<void> {
  google.scene.store = createMemorySyncStore();
  await runTwice();
}

test('a series of the form is there once for an installation that did not make it', async () => {
  await saveSeries();
  await beginAnew();
  expect(google.starts()).toEqual(dates);
  expect(google.events()).toHaveLength(1);
});

test('there, moving the appointment of its first date moves no other', async () => {
  const masterId = await saveSeries();
  await beginAnew();
  const moved = { ...span, start: '2026-11-25T13:00:00Z', end: '2026-11-25T13:30:00Z' };
  google.scene.helpdesk.asPerson.edit(google.appointmentAt('2026-11-24'), { subject: 'Moved', span: moved });
  await runTwice();
  expect(google.leah.seeEvent(masterId)).toMatchObject({
    summary: 'Weekly',
    start: { dateTime: expect.stringContaining('T09:00:00') },
  });
  expect(google.leah.seeEvent(instanceAt(masterId, span.start))).toMatchObject({ summary: 'Moved' });
});

test('there, deleting the appointment of its first date deletes that date alone', async () => {
  const masterId = await saveSeries();
  await beginAnew();
  google.scene.helpdesk.asPerson.delete(google.appointmentAt('2026-11-24'));
  await google.run({ want: 'listing' });
  await runTwice();
  expect(google.leah.seeEvent(masterId)?.status).toBe('confirmed');
  expect(google.leah.seeEvent(instanceAt(masterId, span.start))?.status).toBe('cancelled');
  expect(google.starts()).toEqual(dates.slice(1));
});

test('there, dates that were changed before are each an item of its own', async () => {
  const masterId = await saveSeries();
  for (const date of dates.slice(1)) google.leah.updateEvent(instanceAt(masterId, date), { summary: `On ${date}` });
  await runTwice();
  const subjects = ['On 2026-12-01T09:00:00Z', 'On 2026-12-08T09:00:00Z', 'Weekly'];
  expect(google.scene.subjects('helpdesk')).toEqual(subjects);
  await beginAnew();
  expect(google.scene.subjects('helpdesk')).toEqual(subjects);
  expect(google.scene.store.links.size).toBe(3);
});

test('there, a first date that was moved before is there once', async () => {
  const masterId = await saveSeries();
  google.leah.updateEvent(instanceAt(masterId, span.start), between('2026-11-26T15:00:00', '2026-11-26T15:30:00'));
  await runTwice();
  const [, second = '', third = ''] = dates;
  expect(google.starts()).toEqual([second, third, '2026-11-26T15:00:00Z'].sort());
  await beginAnew();
  expect(google.starts()).toEqual([second, third, '2026-11-26T15:00:00Z'].sort());
});

test('a series whose creation was answered by nobody is there once, though its event is read before it is looked for', async () => {
  const repeats = ['RRULE:FREQ=WEEKLY;COUNT=3'];
  await google.scene.save({ repeats, wanted: contentOf({ subject: 'Weekly', span }) });
  const lost: CalendarPort = {
    ...google.port,
    async create(creation) {
      await google.port.create(creation);
      throw new UnreachableError('The connection broke', 'server', 'www.googleapis.com', 0);
    },
  };
  await google.run({}, lost);
  await runTwice();
  await runTwice();
  expect(google.starts()).toEqual(dates);
  expect(google.events()).toHaveLength(1);
});
