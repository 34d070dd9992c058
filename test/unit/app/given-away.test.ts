import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { googleEmails } from '../../fixtures/google-seed';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { account, forgetAll } from './desk-scene';
import { type StrictScene, setUpStrictDesk } from './strict-scene';

describe('an appointment that was given to a colleague in the helpdesk', () => {
  let scene: StrictScene;
  let id: string;

  beforeEach(async () => {
    scene = setUpStrictDesk();
    await scene.switchOn();
    id = scene.addAppointment('Visit', 3);
    scene.addAppointment('Other', 4);
    await scene.run();
    expect(scene.events()).toEqual(['Other', 'Visit']);
    giveTo(agentIds.amir);
  });

  afterEach(() => {
    expect(scene.violations()).toEqual([]);
  });

  function giveTo(agentId: number): void {
    scene.halo.server.webUi.changeAppointment(Number(id), { agent_id: agentId });
  }

  function event(): string {
    const { events } = scene.google.server.state.calendars.get(googleEmails.leah) ?? {
      events: new Map<string, never>(),
    };
    const found = [...events.values()].find((one) => one.details.summary === 'Visit' && one.status !== 'cancelled');
    return found?.id ?? '';
  }

  const toldOf = async (): Promise<readonly string[]> => {
    const { lines } = await scene.desk.searchJournal({
      account,
      runId: null,
      before: null,
      limit: 100,
      action: 'leave',
    });
    return lines.map(({ subject }) => subject);
  };

  test.each(['after a listing has missed it', 'before any listing has missed it'])(
    "stays there when its event is cleared from the agent's calendar, %s",
    async (when) => {
      await scene.run(when === 'after a listing has missed it' ? 'listing' : 'changes');
      scene.person.deleteEvent(event());
      await scene.run();
      await scene.run('listing');
      expect([scene.appointments(), scene.events()]).toEqual([['Other', 'Visit'], ['Other']]);
      expect(await toldOf()).toEqual(['Visit']);
    },
  );

  test('is no longer changed by what the agent writes on the event', async () => {
    await scene.run('listing');
    scene.person.updateEvent(event(), { location: 'At home' });
    await scene.run();
    expect(scene.halo.server.state.appointments.get(Number(id))?.appointment_location_free_text ?? '').toBe('');
  });

  test('stays the colleague’s in every later listing', async () => {
    for (let day = 0; day < 3; day += 1) await scene.run('listing');
    scene.person.updateEvent(event(), { location: 'At home' });
    await scene.run();
    expect(scene.halo.server.state.appointments.get(Number(id))?.appointment_location_free_text ?? '').toBe('');
    scene.person.deleteEvent(event());
    await scene.run('listing');
    expect(scene.appointments()).toEqual(['Other', 'Visit']);
    expect(await toldOf()).toEqual(['Visit']);
  });

  test('stays the colleague’s though Docket is set up anew and knows of it only what its event names', async () => {
    await forgetAll(scene);
    for (const want of ['changes', 'listing', 'changes'] as const) await scene.run(want);
    scene.person.updateEvent(event(), { location: 'At home' });
    for (let n = 0; n < 2; n += 1) await scene.run();
    expect(scene.halo.server.state.appointments.get(Number(id))?.appointment_location_free_text ?? '').toBe('');
    scene.person.deleteEvent(event());
    for (const want of ['changes', 'listing'] as const) await scene.run(want);
    expect([scene.appointments(), scene.events()]).toEqual([['Other', 'Visit'], ['Other']]);
  });

  test('is the same pair again when it is given back', async () => {
    await scene.run('listing');
    giveTo(agentIds.leah);
    scene.halo.server.webUi.changeAppointment(Number(id), { subject: 'Visit again' });
    await scene.run();
    expect([scene.appointments(), scene.events()]).toEqual([
      ['Other', 'Visit again'],
      ['Other', 'Visit again'],
    ]);
  });

  test('comes back into the calendar when it is given back after its event was cleared', async () => {
    await scene.run('listing');
    scene.person.deleteEvent(event());
    await scene.run();
    giveTo(agentIds.leah);
    await scene.run();
    await scene.run();
    expect([scene.appointments(), scene.events()]).toEqual([
      ['Other', 'Visit'],
      ['Other', 'Visit'],
    ]);
  });
});
