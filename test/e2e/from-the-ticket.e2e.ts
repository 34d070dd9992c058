import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Scene, startScene } from './support/scene';
import { openForm } from './support/ticket-page';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

test('one click on a ticket makes the appointment in the helpdesk and the event in Google, linked, with everybody in it', async () => {
  const { sandbox, browser } = scene;
  const { page, form } = await openForm(browser, 1001);
  await form.getByRole('checkbox', { name: 'Leah Novak (assigned agent)' }).waitFor();
  expect(await form.getByRole('checkbox', { name: 'Amir Haddad (additional agent)' }).isChecked()).toBe(true);
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await page.close();

  const made = [...sandbox.helpdesk.state.appointments.values()].filter(({ entryid }) =>
    entryid?.startsWith('docket:'),
  );
  expect(made).toHaveLength(1);
  expect(made[0]).toMatchObject({ ticket_id: 1001, agent_id: 2 });
  expect(sandbox.google.outbox).toEqual([]);
});
