import type { FrameLocator, Locator } from 'playwright-core';

/** One attendee's lane in the form's day. */
export function lane(form: FrameLocator, name: string): Locator {
  return form.getByRole('group', { name: 'Day' }).locator('.lane').filter({ hasText: name });
}

/** The lane as it is read out. */
export async function laneWords(form: FrameLocator, name: string): Promise<string> {
  return (await lane(form, name).locator('.visually-hidden').textContent()) ?? '';
}
