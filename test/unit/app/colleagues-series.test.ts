import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { googleEmails } from '../../fixtures/google-seed';
import { between, instanceAt } from '../sync/google-scene';
import { type StrictScene, setUpStrictDesk } from './strict-scene';

describe("a colleague's series that was made with Docket", () => {
  let scene: StrictScene;

  beforeEach(async () => {
    scene = setUpStrictDesk();
    await scene.switchOn();
  });

  afterEach(() => {
    expect(scene.violations()).toEqual([]);
  });

  const amir = () => scene.google.server.asPerson(googleEmails.amir);
  const first = '2026-11-24T09:00:00Z';
  const hour = between('2026-11-24T09:00:00', '2026-11-24T10:00:00');

  /** Leah is invited to an event of Amir's that names this appointment. */
  function invite(summary: string, appointment: string, rest = {}): string {
    const shared = { docketHelpdesk: 'https://acme.halopsa.com', docketTicket: '1001', docketAppointment: appointment };
    const named = { attendees: [{ email: googleEmails.leah }], extendedProperties: { shared } };
    return amir().createEvent({ summary, ...hour, ...named, ...rest }).id ?? '';
  }

  const weekly = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] };

  test('is shown and not copied, as a single event of theirs is', async () => {
    invite('Single', '777');
    const id = invite('Weekly', '778', weekly);
    amir().updateEvent(instanceAt(id, '2026-12-01T09:00:00Z'), { summary: 'Changed' });
    await scene.run();
    await scene.run('listing');
    expect(scene.appointments()).toEqual([]);
    amir().updateEvent(instanceAt(id, '2026-12-08T09:00:00Z'), { summary: 'Changed later' });
    await scene.run();
    expect(scene.appointments()).toEqual([]);
    expect(scene.events()).toEqual(['Changed', 'Changed later', 'Single', 'Weekly']);
  });

  test("and names the agent's own appointment is that appointment's event on its first date", async () => {
    const id = scene.addAppointment('Weekly', 1, { start_date: first.slice(0, 19), end_date: '2026-11-24T10:00:00' });
    invite('Weekly', id, weekly);
    await scene.run();
    await scene.run('listing');
    expect([scene.appointments(), scene.events()]).toEqual([['Weekly'], ['Weekly']]);
  });
});
