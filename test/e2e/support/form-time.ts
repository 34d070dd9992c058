import type { FrameLocator, Page } from 'playwright-core';

export interface FormTime {
  readonly date: string;
  readonly start: string;
  readonly end: string;
}

/** Types date, start and end into the form, in the order in which a person would. */
export async function setTime(form: FrameLocator | Page, { date, start, end }: FormTime): Promise<void> {
  await form.getByLabel('Date', { exact: true }).fill(date);
  await form.getByLabel('Start', { exact: true }).fill(start);
  await form.getByLabel('End', { exact: true }).fill(end);
}

export async function readTime(form: FrameLocator | Page): Promise<FormTime> {
  return {
    date: await form.getByLabel('Date', { exact: true }).inputValue(),
    start: await form.getByLabel('Start', { exact: true }).inputValue(),
    end: await form.getByLabel('End', { exact: true }).inputValue(),
  };
}
