import { afterAll, beforeAll, expect, test } from 'vitest';
import { appointmentNamed, eventNamed, leahInGoogle, makeEvent } from './support/both-sides';
import { emptyCalendars } from './support/empty-calendars';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { switchTwoWayOn } from './support/sync-section';
import { syncToEnd } from './support/sync-to-end';

const day = quietTuesday();
let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ prepare: emptyCalendars });
});
afterAll(() => scene.end());

test('the same thing changed on both sides waits for the agent, who sees both and what stood there before', async () => {
  const { sandbox } = scene;
  makeEvent(sandbox, 'Changed twice', { day, from: '10:00', until: '10:30' });
  await (await switchTwoWayOn(scene.browser)).close();
  const { id } = appointmentNamed(sandbox, 'Changed twice');
  const eventId = eventNamed(sandbox, 'Changed twice').id;
  leahInGoogle(sandbox).updateEvent(eventId, { summary: 'Changed in Google' });
  sandbox.helpdesk.webUi.changeAppointment(id, { subject: 'Changed in the helpdesk' });
  await syncToEnd(scene.browser);
  expect(leahInGoogle(sandbox).seeEvent(eventId)?.summary).toBe('Changed in Google');
  expect(sandbox.helpdesk.state.appointments.get(id)?.subject).toBe('Changed in the helpdesk');

  const page = await scene.browser.openOwn('options.html#conflicts');
  const subject = page.getByRole('group', { name: 'Subject' });
  await subject.waitFor();
  expect(await subject.innerText()).toContain('Before: Changed twice');
  await subject.getByRole('radio', { name: 'Calendar', description: 'Changed in Google' }).check();
  await subject.getByRole('checkbox', { name: 'Remember for this field' }).check();
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.getByText('No conflicts. Both sides agree.').waitFor();
  await expect.poll(() => sandbox.helpdesk.state.appointments.get(id)?.subject).toBe('Changed in Google');

  // Remembered: the next one of this field is not asked about.
  await syncToEnd(scene.browser);
  leahInGoogle(sandbox).updateEvent(eventId, { summary: 'Once more in Google' });
  sandbox.helpdesk.webUi.changeAppointment(id, { subject: 'Once more in the helpdesk' });
  await syncToEnd(scene.browser);
  expect(sandbox.helpdesk.state.appointments.get(id)?.subject).toBe('Once more in Google');
  expect(leahInGoogle(sandbox).seeEvent(eventId)?.summary).toBe('Once more in Google');
  await page.close();
});
