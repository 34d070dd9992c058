import { type ApiRequests, countApiRequests, finishReading } from '../e2e/support/api-requests';
import type { Scene } from '../e2e/support/scene';
import { openForm } from '../e2e/support/ticket-page';

/** What opening the form and a save ask of both providers, with the directory that was read at the sign-in. */
export async function countRequests({
  sandbox,
  browser,
}: Scene): Promise<{ readonly opening: ApiRequests; readonly save: ApiRequests }> {
  await finishReading(browser);
  const takeCount = countApiRequests(sandbox);
  const { page, form } = await openForm(browser, 1001);
  await form.getByRole('checkbox', { name: 'Amir Haddad (additional agent)' }).waitFor();
  const opening = takeCount();
  await form.getByRole('button', { name: 'Create appointment' }).click();
  await form.getByText('Helpdesk: done').waitFor();
  await form.getByText('Google Calendar: done').waitFor();
  await page.close();
  return { opening, save: takeCount() };
}
