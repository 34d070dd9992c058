import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readActivity } from '../../../lib/app/activity';
import { applyReview } from '../../../lib/app/apply-review';
import { madeByDocket } from '../../../lib/app/disconnect';
import { prepareReview } from '../../../lib/app/prepare-review';
import { beginApplying, startReview } from '../../../lib/app/review';
import { forgetAll } from './desk-scene';
import { type StrictScene, setUpStrictDesk } from './strict-scene';

let scene: StrictScene;

beforeEach(() => {
  scene = setUpStrictDesk();
});

afterEach(() => {
  expect(scene.violations()).toEqual([]);
});

async function runTimes(times: number): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) await scene.run();
}

describe('what stands on both sides before the first sync', () => {
  test('is one item where subject and time are the same, and is followed from then on', async () => {
    const event = scene.addEvent('Visit', 1);
    scene.addAppointment('Visit', 1);
    scene.addEvent('Dentist', 2);
    await scene.switchOn();
    await runTimes(2);
    expect(scene.events()).toEqual(['Dentist', 'Visit']);
    expect(scene.appointments()).toEqual(['Dentist', 'Visit']);
    scene.person.updateEvent(event, { summary: 'Visit, moved' });
    await runTimes(2);
    expect(scene.appointments()).toEqual(['Dentist', 'Visit, moved']);
  });

  test('is told in the activity, and neither record is Docket’s to take back', async () => {
    scene.addEvent('Visit', 1);
    scene.addAppointment('Visit', 1);
    await scene.switchOn();
    await runTimes(2);
    const { rows } = await readActivity(scene.desk, {
      ...{ before: null, limit: 100, direction: null, outcome: null, runId: null, search: '' },
    });
    expect(rows).toMatchObject([{ action: 'linkTwin', subject: 'Visit', direction: null, canUndo: false }]);
    for (const side of ['helpdesk', 'calendar'] as const) {
      expect(await madeByDocket(scene.desk, side)).toEqual({ items: [], waiting: 0 });
    }
  });

  test.each([
    ['import', 'appointments'],
    ['push', 'events'],
  ] as const)('an %s leaves it out and says so', async (kind, copies) => {
    scene.addEvent('Visit', 1);
    scene.addAppointment('Visit', 1);
    scene.addEvent('Dentist', 2);
    scene.addAppointment('Call', 3);
    await startReview(scene.desk, { kind });
    await prepareReview(scene.desk);
    const review = await scene.desk.reviews.read();
    expect(review).toMatchObject({
      state: 'ready',
      total: 1,
      leftOut: [{ subject: 'Visit', reason: 'it stands there already' }],
    });
    await beginApplying(scene.desk);
    await applyReview(scene.desk);
    expect(scene[copies]()).toEqual(['Call', 'Dentist', 'Visit']);
  });

  test('is two items where the time differs', async () => {
    scene.addEvent('Visit', 1);
    scene.addAppointment('Visit', 2);
    await scene.switchOn();
    await runTimes(2);
    expect(scene.events()).toEqual(['Visit', 'Visit']);
    expect(scene.appointments()).toEqual(['Visit', 'Visit']);
  });

  test('is two items where each is of a ticket of its own', async () => {
    const shared = { docketHelpdesk: 'https://acme.halopsa.com', docketTicket: '1002' };
    scene.addEvent('Visit', 1, { extendedProperties: { shared } });
    scene.addAppointment('Visit', 1, { ticket_id: 1001 });
    await scene.switchOn();
    await runTimes(2);
    expect([scene.events(), scene.appointments()]).toEqual([
      ['Visit', 'Visit'],
      ['Visit', 'Visit'],
    ]);
  });

  test('is two items where the appointment carries a key of Docket’s: by that it is known, or another one', async () => {
    scene.addEvent('Visit', 1);
    scene.addAppointment('Visit', 1, { entryid: 'docket:c0ffee00-0000-4000-8000-000000000001' });
    await scene.switchOn();
    await runTimes(2);
    expect([scene.events(), scene.appointments()]).toEqual([
      ['Visit', 'Visit'],
      ['Visit', 'Visit'],
    ]);
  });

  test('is one item, also where another one of the same name and time may not be joined', async () => {
    scene.addEvent('Visit', 1);
    for (const nth of [1, 2, 3]) {
      scene.addAppointment('Visit', 1, { entryid: `docket:c0ffee00-0000-4000-8000-00000000000${nth}` });
    }
    scene.addAppointment('Visit', 1);
    await scene.switchOn();
    await runTimes(2);
    expect([scene.events(), scene.appointments()]).toEqual([Array(4).fill('Visit'), Array(4).fill('Visit')]);
  });

  test('is as many items as there are of each, where several are the same', async () => {
    for (let nth = 0; nth < 3; nth += 1) scene.addEvent('Call', 1);
    for (let nth = 0; nth < 2; nth += 1) scene.addAppointment('Call', 1);
    await scene.switchOn();
    await runTimes(2);
    expect([scene.events(), scene.appointments()]).toEqual([Array(3).fill('Call'), Array(3).fill('Call')]);
  });

  test('is joined without a write to either side', async () => {
    for (const day of [1, 2, 3]) {
      scene.addEvent(`Visit ${day}`, day);
      scene.addAppointment(`Visit ${day}`, day);
    }
    await scene.switchOn();
    const { counts } = await scene.run();
    for (const side of ['helpdesk', 'calendar'] as const) {
      expect(counts[side]).toEqual({ created: 0, updated: 0, removed: 0, failed: 0 });
    }
  });

  test('each date of a series to its own appointment', async () => {
    scene.addEvent('Weekly', 1, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
    for (const day of [1, 8, 15]) scene.addAppointment('Weekly', day);
    await scene.switchOn();
    await runTimes(2);
    expect(scene.events()).toEqual(['Weekly']);
    expect(scene.appointments()).toEqual(['Weekly', 'Weekly', 'Weekly']);
  });

  test('waits for the agent in the fields that differ', async () => {
    scene.addEvent('Visit', 1, { location: 'Yard' });
    scene.addAppointment('Visit', 1, { appointment_location_free_text: 'Hall' });
    await scene.switchOn();
    await runTimes(2);
    const [link] = await scene.desk.store.ofAccount((await scene.run()).account);
    expect(link?.conflict).toEqual(['location']);
  });
});

describe('at a helpdesk that does not keep our key', () => {
  beforeEach(async () => {
    scene.halo.server.settings.keepsEntryId = false;
    await scene.switchOn();
    for (const day of [10, 11, 12]) scene.addAppointment(`Call ${day}`, day);
    await runTimes(2);
  });
  const all = ['Call 10', 'Call 11', 'Call 12', 'Visit 1', 'Visit 2'];

  test('copies whose answer was lost are known again, though they are read before they are looked for', async () => {
    for (const day of [1, 2]) scene.addEvent(`Visit ${day}`, day);
    scene.halo.faults.add({ method: 'POST', url: /Appointment/, times: 1, fault: { kind: 'lostAfter' } });
    await runTimes(3);
    expect([scene.events(), scene.appointments()]).toEqual([all, all]);
    const links = await scene.desk.store.ofAccount((await scene.run()).account);
    expect(new Set(links.map(({ helpdesk }) => ('id' in helpdesk ? helpdesk.id : ''))).size).toBe(links.length);
  });

  test('a copy whose answer was lost is one item, also where nothing may be copied to the calendar yet', async () => {
    const mayCreate = (create: boolean) =>
      scene.desk.changeSettings((now) => {
        const { allowed } = now.sync;
        return { ...now, sync: { ...now.sync, allowed: { ...allowed, calendar: { ...allowed.calendar, create } } } };
      });
    await mayCreate(false);
    for (const day of [1, 2]) scene.addEvent(`Visit ${day}`, day);
    scene.halo.faults.add({ method: 'POST', url: /Appointment/, times: 1, fault: { kind: 'lostAfter' } });
    await runTimes(3);
    await mayCreate(true);
    await scene.run('listing');
    await runTimes(2);
    expect([scene.events(), scene.appointments()]).toEqual([all, all]);
  });

  test('a new installation doubles nothing', async () => {
    for (const day of [1, 2]) scene.addEvent(`Visit ${day}`, day);
    await runTimes(2);
    await forgetAll(scene);
    await runTimes(3);
    expect([scene.events(), scene.appointments()]).toEqual([all, all]);
  });
});
