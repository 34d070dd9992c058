import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultHandle } from '../servers/faults';
import { type ApiCall, googleInsert, helpdeskCreate } from './support/api-calls';
import { openFilledForm } from './support/filled-form';
import { expectOnePair, expectPairsAtRest } from './support/made-pair';
import { quietTuesday } from './support/quiet-tuesday';
import { type Scene, startScene } from './support/scene';
import { storedSubjects } from './support/stored-drafts';

const day = quietTuesday();
const made: number[] = [];
let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.end());

function hold(call: ApiCall, when: 'before' | 'after'): FaultHandle {
  return scene.sandbox.faults.add({ ...call, times: 1, fault: { kind: 'hold', when } });
}

async function pressCreate(ticketId: number): Promise<void> {
  const { form } = await openFilledForm(scene.browser, ticketId, day);
  await form.getByRole('button', { name: 'Create appointment' }).click();
}

/** Nobody opens a page or presses anything: the browser alone is there again. */
async function expectMade(ticketId: number): Promise<void> {
  await expectOnePair(scene, ticketId);
  made.push(ticketId);
}

test('closed while the helpdesk has acted and not answered', async () => {
  const request = hold(helpdeskCreate, 'after');
  await pressCreate(1001);
  await request.met;
  await scene.restart();
  request.remove();
  await expectMade(1001);
});

test('crashed while Google has the request and has not acted', async () => {
  const request = hold(googleInsert, 'before');
  await pressCreate(1002);
  await request.met;
  const session = await scene.browser.context.browser()?.newBrowserCDPSession();
  const gone = scene.browser.context.waitForEvent('close');
  // The browser dies before it can answer.
  session?.send('Browser.crash').catch(() => 'gone');
  await gone;
  await scene.restart();
  request.remove();
  await expectMade(1002);
});

test('closed at the very press', async () => {
  await pressCreate(1012);
  await scene.restart();
  await expectMade(1012);
});

async function openFormInPopup(): Promise<{ readonly popup: Page; readonly subject: ReturnType<Page['getByRole']> }> {
  const popup = await scene.browser.openOwn('popup.html');
  await popup.getByRole('button', { name: 'New appointment' }).click();
  const subject = popup.getByRole('textbox', { name: 'Subject' });
  await subject.waitFor();
  return { popup, subject };
}

test('what is typed in the popup survives its closing, the death of the worker and a new start of the browser, to the last letter', async () => {
  let typed = '';
  const interruptions = [
    async (popup: Page) => popup.close(),
    async (popup: Page) => {
      await scene.browser.killWorker();
      // The form says it again to the next life of the worker; what was stored is then what was typed.
      await expect.poll(() => storedSubjects(scene.browser)).toContain(typed);
      await popup.close();
    },
    async (popup: Page) => {
      await popup.close();
      await scene.browser.killWorker();
    },
    async () => scene.restart(),
  ];
  for (const letter of 'Room 204') {
    const { popup, subject } = await openFormInPopup();
    expect(await subject.inputValue()).toBe(typed);
    await subject.press('End');
    await subject.press(letter === ' ' ? 'Space' : letter);
    typed += letter;
    const interrupt = interruptions[(typed.length - 1) % interruptions.length];
    await interrupt?.(popup);
  }
  const { popup, subject } = await openFormInPopup();
  expect(await subject.inputValue()).toBe('Room 204');
  await popup.close();
});

test('in the end nothing is left to do, and nothing was made a second time', async () => {
  await expectPairsAtRest(scene, made);
});
