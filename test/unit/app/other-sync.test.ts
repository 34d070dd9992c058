import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Desk } from '../../../lib/app/desk';
import { switchTwoWay } from '../../../lib/app/switch-two-way';
import { runOnce } from '../../../lib/app/sync-run';
import { createItemCounter, readSync } from '../../../lib/app/sync-view';
import { createHaloDirectory } from '../../../lib/helpdesk/halo/halo-directory';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { connectToHalo } from '../helpdesk/halo/halo-connection';
import { setUpDesk } from './desk-scene';
import { setUpStrictDesk } from './strict-scene';

const view = (desk: Desk) => readSync(desk, createItemCounter());

/** A desk whose people and settings are a strict helpdesk's. */
function setUp() {
  const scene = setUpDesk();
  const halo = connectToHalo();
  const directory = createHaloDirectory({ ...halo.deps, agentId: agentIds.leah, zone: 'Europe/London' });
  const desk: Desk = {
    ...scene.desk,
    async helpdesk() {
      const side = await scene.desk.helpdesk();
      return 'kind' in side ? side : { ...side, directory };
    },
  };
  return { scene, desk, halo };
}

test('the helpdesk’s own integration is seen before two-way sync is switched on, with its last run and error', async () => {
  const { desk, halo } = setUp();
  Object.assign(halo.server.state.control, {
    halointegrator_googlecalendars: true,
    halointegrator_googlecalendars_lastsync: '2026-11-23T07:55:00',
    halointegrator_googlecalendars_lasterror: 'Token expired',
    google_cal_method: 2,
  });
  await runOnce(desk);
  expect((await view(desk)).otherSync).toEqual({
    integrations: [
      { of: 'google', lastRunMs: Date.parse('2026-11-23T07:55:00Z'), lastError: 'Token expired', apiMethod: 2 },
    ],
    recordCount: 0,
  });
});

test('a switch whose page has warned of no other sync waits until the agent was warned', async () => {
  const { desk, halo } = setUp();
  halo.server.state.control.halointegrator_googlecalendars = true;
  await runOnce(desk);
  const counts = createItemCounter();
  expect(await switchTwoWay(desk, counts, { on: true, unlessOtherSync: true })).toEqual({ heldBackBy: 'otherSync' });
  expect((await view(desk)).twoWay).toBe(false);
  expect(await switchTwoWay(desk, counts, { on: true })).toEqual({ heldBackBy: null });
  expect((await view(desk)).twoWay).toBe(true);
  expect(await switchTwoWay(desk, counts, { on: false, unlessOtherSync: true })).toEqual({ heldBackBy: null });
  expect((await view(desk)).twoWay).toBe(false);
});

test('where none is on nothing is said, nor where the agent may not look', async () => {
  const { desk, halo } = setUp();
  await runOnce(desk);
  expect((await view(desk)).otherSync).toBeNull();
  expect((await view(desk)).areTimesInDoubt).toBe(false);
  halo.server.settings.controlForbidden = true;
  const other = setUp();
  other.halo.server.settings.controlForbidden = true;
  await runOnce(other.desk);
  expect((await view(other.desk)).otherSync).toBeNull();
});

test('what is switched on later is seen within the day', async () => {
  const { scene, desk, halo } = setUp();
  await runOnce(desk);
  halo.server.state.control.halointegrator_googlecalendars = true;
  scene.pass(7 * 3_600_000);
  await runOnce(desk);
  expect((await view(desk)).otherSync).toMatchObject({ integrations: [{ of: 'google' }] });
});

test('a helpdesk that says that it does not keep appointments in UTC is told of', async () => {
  const { desk, halo } = setUp();
  halo.server.state.control.useutcforappointments = false;
  await runOnce(desk);
  expect((await view(desk)).areTimesInDoubt).toBe(true);
});

test('appointments that another integration has made or copied are counted, those of Docket are not', async () => {
  const scene = setUpStrictDesk();
  scene.addAppointment('By the integration', 1, { exchange_uid: 'event-of-another' });
  scene.addAppointment('Also', 2, { entryid: 'AAMkAGI2' });
  scene.addAppointment('By hand', 3);
  await scene.switchOn();
  // A list does not show `exchange_uid`, only a read of the one record does: what that told stays known.
  for (const want of ['changes', 'changes', 'listing', 'listing'] as const) {
    await scene.run(want);
    expect((await view(scene.desk)).otherSync).toEqual({ integrations: [], recordCount: 2 });
    expect(scene.events()).toEqual(['By hand']);
  }
  expect(scene.violations()).toEqual([]);
});

test('an event that the integration has tied to its appointment is adopted, not copied again', async () => {
  const scene = setUpStrictDesk();
  const early = scene.addEvent('Visit');
  scene.addAppointment('Visit', 1, { entryid: early });
  await scene.switchOn();
  await scene.run();
  expect([scene.events(), scene.appointments()]).toEqual([['Visit'], ['Visit']]);
  const late = scene.addEvent('Call', 2);
  scene.addAppointment('Call', 2, { entryid: late });
  await scene.run();
  scene.person.updateEvent(early, { summary: 'Visit, moved' });
  await scene.run();
  expect([scene.events(), scene.appointments()]).toEqual([
    ['Call', 'Visit, moved'],
    ['Call', 'Visit, moved'],
  ]);
  // What the integration has noted stays its own.
  expect([...scene.halo.server.state.appointments.values()].map(({ entryid }) => entryid)).toEqual([early, late]);
  expect(scene.violations()).toEqual([]);
});

test('the occurrences of a series that the integration has tied to appointments of their own are adopted too', async () => {
  const scene = setUpStrictDesk();
  const id = scene.addEvent('Series', 1, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
  const days = ['20261124', '20261201', '20261208'];
  for (const [week, day] of days.entries()) {
    scene.addAppointment('Series', 1 + 7 * week, { entryid: `${id}_${day}T090000Z` });
  }
  const moved = `${id}_20261201T090000Z`;
  scene.person.updateEvent(moved, { location: 'Room 2' });
  await scene.switchOn();
  await scene.run();
  await scene.run();
  expect(scene.appointments()).toEqual(['Series', 'Series', 'Series']);
  expect(scene.violations()).toEqual([]);
});
