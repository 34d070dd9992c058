import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { googleEmails } from '../../fixtures/google-seed';
import { savedForAmir } from './for-others-scene';
import { type StrictScene, setUpStrictDesk } from './strict-scene';

function eventOf({ google }: StrictScene, subject: string): string {
  const events = google.server.state.calendars.get(googleEmails.leah)?.events.values() ?? [];
  return [...events].find(({ details }) => details.summary === subject)?.id ?? '';
}

// What is written together is looked at otherwise than what is written alone.
test.each([
  ['an event is', ['For Amir']],
  ['two events are', ['For Amir', 'Also for Amir']],
])(
  'what a colleague changes in the helpdesk while a run reads the calendar stays, where %s edited there',
  async (_what, edited) => {
    const scene = setUpStrictDesk();
    const [id = 0] = await savedForAmir(scene, 'For Amir', 'Also for Amir');
    for (const subject of edited) scene.person.updateEvent(eventOf(scene, subject), { summary: `${subject}, by Leah` });
    let isChanged = false;
    scene.lists.calendar = () => {
      if (!isChanged) scene.halo.server.webUi.changeAppointment(id, { subject: 'By Amir' });
      isChanged = true;
      return null;
    };
    await scene.run();
    expect(isChanged).toBe(true);
    expect(scene.halo.server.state.appointments.get(id)?.subject).toBe('By Amir');
    expect(scene.violations()).toEqual([]);
  },
);
