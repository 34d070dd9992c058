import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { setUpStrictDesk } from './strict-scene';

/** Pairs at a helpdesk whose list neither says when a row was changed nor comes in that order. */
async function withPairs() {
  const scene = setUpStrictDesk();
  scene.halo.server.settings.listHasLastModified = false;
  await scene.switchOn();
  // All of one second: no order can be proven by them.
  const ids = Array.from({ length: 12 }, (_, nth) => scene.addAppointment(`Visit ${nth}`, 1 + nth));
  scene.addEvent('Dentist', 1);
  for (let nth = 0; nth < 2; nth += 1) await scene.run();
  expect(scene.events()).toHaveLength(13);
  return { ...scene, id: ids[0] ?? '' };
}

test('a run that finds nothing new lists the window and reads no appointment by itself', async () => {
  const scene = await withPairs();
  for (let nth = 0; nth < 3; nth += 1) {
    const before = scene.helpdeskRequests.length;
    await scene.run();
    expect(scene.helpdeskRequests.length - before).toBe(1);
  }
  expect(scene.violations()).toEqual([]);
});

test('what the list shows is followed at once, what it does not show once a day', async () => {
  const scene = await withPairs();
  const { webUi } = scene.halo.server;
  webUi.changeAppointment(Number(scene.id), { subject: 'Visit, later' });
  await scene.run();
  expect(scene.events()).toContain('Visit, later');
  webUi.changeAppointment(Number(scene.id), { note: 'Bring the key' });
  const notes = () =>
    [...(scene.google.server.state.calendars.get('leah.novak@acme.example')?.events.values() ?? [])].find(
      ({ details }) => details.summary === 'Visit, later',
    )?.details.description;
  await scene.run();
  await scene.run('listing');
  expect(notes()).toContain('Bring the key');
});

test('what was written there unseen in the meantime is not written over', async () => {
  const scene = await withPairs();
  const { webUi } = scene.halo.server;
  webUi.changeAppointment(Number(scene.id), { note: 'Bring the key' });
  const [event] = [
    ...(scene.google.server.state.calendars.get('leah.novak@acme.example')?.events.values() ?? []),
  ].filter(({ details }) => details.summary === 'Visit 0');
  scene.person.updateEvent(event?.id ?? '', { description: 'Take the stairs' });
  for (let nth = 0; nth < 3; nth += 1) await scene.run();
  expect(scene.halo.server.state.appointments.get(Number(scene.id))?.note).toBe('Bring the key');
  const [link] = (await scene.desk.store.ofAccount((await scene.run()).account)).filter(
    ({ subject }) => subject === 'Visit 0',
  );
  expect(link?.conflict).toEqual(['notes']);
});
