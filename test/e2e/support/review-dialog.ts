import type { Locator, Page } from 'playwright-core';

/** Presses the button and answers the dialog with its list, or with what it says instead. */
export async function openReview(page: Page, button: string): Promise<Locator> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Review changes' });
  await dialog.getByRole('button', { name: /^(Apply|Close$)/ }).waitFor();
  return dialog;
}

/** Applies what is ticked; answers the report. */
export async function applyReview(dialog: Locator, timeout = 45_000): Promise<string> {
  await dialog.getByRole('button', { name: /^Apply \d/ }).click();
  const report = dialog.getByRole('status').filter({ hasText: 'Who is e-mailed: nobody.' });
  await report.waitFor({ timeout });
  return report.innerText();
}
