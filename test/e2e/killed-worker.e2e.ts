import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FaultHandle } from '../servers/faults';
import { type ApiCall, googleInsert, helpdeskCreate, helpdeskSearch } from './support/api-calls';
import { countApiRequests } from './support/api-requests';
import { openFilledForm } from './support/filled-form';
import { appointmentsMade } from './support/made-by-docket';
import { expectPairsAtRest } from './support/made-pair';
import { quietTuesday } from './support/quiet-tuesday';
import { expectSavedOnce } from './support/saved-once';
import { type Scene, startScene } from './support/scene';
import type { TicketPage } from './support/ticket-page';

const day = quietTuesday();
let scene: Scene;
const faults: FaultHandle[] = [];
const done: number[] = [];
beforeAll(async () => {
  scene = await startScene();
});
afterEach(() => {
  for (const fault of faults.splice(0)) fault.remove();
});
afterAll(() => scene.end());

function hold(call: ApiCall, when: 'before' | 'after'): FaultHandle {
  const handle = scene.sandbox.faults.add({ ...call, times: 1, fault: { kind: 'hold', when } });
  faults.push(handle);
  return handle;
}

function fillIn(ticketId: number): Promise<TicketPage> {
  return openFilledForm(scene.browser, ticketId, day);
}

async function press({ form }: TicketPage): Promise<void> {
  await form.getByRole('button', { name: 'Create appointment' }).click();
}

async function expectDone(ticket: TicketPage, ticketId: number): Promise<void> {
  await expectSavedOnce(scene, ticket, ticketId);
  done.push(ticketId);
}

test('killed at the very press of "Create appointment"', async () => {
  const ticket = await fillIn(1001);
  await press(ticket);
  await scene.browser.killWorker();
  await expectDone(ticket, 1001);
});

test('dead already when "Create appointment" is pressed', async () => {
  const ticket = await fillIn(1002);
  await scene.browser.killWorker();
  await press(ticket);
  await expectDone(ticket, 1002);
});

test('killed while the helpdesk has the request and has not acted; it acts after Docket has looked and found nothing', async () => {
  const ticket = await fillIn(1005);
  const request = hold(helpdeskCreate, 'before');
  await press(ticket);
  await request.met;
  const search = hold(helpdeskSearch(day), 'after');
  await scene.browser.killWorker();
  await search.met;
  expect(appointmentsMade(scene.sandbox).filter((row) => row.ticket_id === 1005)).toEqual([]);
  search.release();
  request.release();
  await expectDone(ticket, 1005);
});

test('killed while the helpdesk has the request, which never acts', async () => {
  const ticket = await fillIn(1009);
  const request = hold(helpdeskCreate, 'before');
  await press(ticket);
  await request.met;
  await scene.browser.killWorker();
  await expectDone(ticket, 1009);
});

test('killed after the helpdesk has acted and before it has answered', async () => {
  const ticket = await fillIn(1012);
  const request = hold(helpdeskCreate, 'after');
  await press(ticket);
  await request.met;
  await scene.browser.killWorker();
  await expectDone(ticket, 1012);
});

test('killed while Google has the request and has not acted; it acts after Docket has asked again', async () => {
  const ticket = await fillIn(1022);
  const first = hold(googleInsert, 'before');
  const second = hold(googleInsert, 'after');
  await press(ticket);
  await first.met;
  await ticket.form.getByText('Helpdesk: done').waitFor();
  await scene.browser.killWorker();
  await second.met;
  first.release();
  second.release();
  await expectDone(ticket, 1022);
});

test('killed after Google has acted and before it has answered', async () => {
  const ticket = await fillIn(1024);
  const request = hold(googleInsert, 'after');
  await press(ticket);
  await request.met;
  await scene.browser.killWorker();
  await expectDone(ticket, 1024);
});

test('killed in the moment in which Google answers', async () => {
  const ticket = await fillIn(1025);
  const request = hold(googleInsert, 'after');
  await press(ticket);
  await request.met;
  request.release();
  await scene.browser.killWorker();
  await expectDone(ticket, 1025);
});

test('killed after both have answered: nothing is written again', async () => {
  const ticket = await fillIn(1029);
  await press(ticket);
  await ticket.form.getByText('Google Calendar: done').waitFor();
  await scene.browser.killWorker();
  const since = countApiRequests(scene.sandbox);
  const popup = await scene.browser.openOwn('popup.html');
  await popup.getByRole('button', { name: 'Sync now' }).click();
  await popup.getByText('Last sync: just now').waitFor();
  await popup.close();
  expect(since().writes).toEqual([]);
  await expectDone(ticket, 1029);
});

test('killed twice in a row, the second time while it looks for what the first has done', async () => {
  const ticket = await fillIn(1030);
  const request = hold(helpdeskCreate, 'after');
  await press(ticket);
  await request.met;
  const search = hold(helpdeskSearch(day), 'before');
  await scene.browser.killWorker();
  await search.met;
  await scene.browser.killWorker();
  await expectDone(ticket, 1030);
});

test('in the end nothing is left to do, and nothing was made a second time', async () => {
  await expectPairsAtRest(scene, done);
});
