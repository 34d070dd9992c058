import type { FrameLocator } from 'playwright-core';

/** Types one or several addresses into "Add attendee" and presses Enter. */
export async function addAttendee(form: FrameLocator, text: string): Promise<void> {
  const box = form.getByRole('textbox', { name: 'Add attendee' });
  await box.fill(text);
  await box.press('Enter');
}
