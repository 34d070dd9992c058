import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault, FaultHandle } from '../servers/faults';
import { type ApiCall, googleInsert, helpdeskCreate } from './support/api-calls';
import { badgeText } from './support/badge-text';
import { openFilledForm } from './support/filled-form';
import { setTime } from './support/form-time';
import { appointmentsMade, eventsMade } from './support/made-by-docket';
import { expectPairsAtRest } from './support/made-pair';
import { quietTuesday } from './support/quiet-tuesday';
import { expectSavedOnce } from './support/saved-once';
import { type Scene, startScene } from './support/scene';
import { openForm, openTicket, type TicketPage } from './support/ticket-page';

const day = quietTuesday();
const faults: FaultHandle[] = [];
const done: number[] = [];
let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterEach(() => {
  for (const fault of faults.splice(0)) fault.remove();
});
afterAll(() => scene.end());

function lay(call: ApiCall, fault: Fault, times = 1): FaultHandle {
  const handle = scene.sandbox.faults.add({ ...call, times, fault });
  faults.push(handle);
  return handle;
}

function fillIn(ticketId: number): Promise<TicketPage> {
  return openFilledForm(scene.browser, ticketId, day);
}

async function create(form: FrameLocator | Page): Promise<void> {
  await form.getByRole('button', { name: 'Create appointment' }).click();
}

async function expectDone(ticket: TicketPage, ticketId: number): Promise<void> {
  await expectSavedOnce(scene, ticket, ticketId);
  done.push(ticketId);
}

const serverFault: Fault = { kind: 'answer', status: 503, body: '<html><h1>Service Unavailable</h1></html>' };

describe('a request that goes wrong: the other side is made all the same, and after "Retry" there is one of each', () => {
  test.each([
    ['the helpdesk breaks the connection before it acts', 1001, 'Helpdesk', { kind: 'lostBefore' }],
    ['the helpdesk acts and its answer is lost', 1002, 'Helpdesk', { kind: 'lostAfter' }],
    ['the helpdesk is down', 1012, 'Helpdesk', serverFault],
    ['Google breaks the connection before it acts', 1015, 'Google Calendar', { kind: 'lostBefore' }],
    ['Google acts and its answer is lost', 1022, 'Google Calendar', { kind: 'lostAfter' }],
    ['Google is down', 1024, 'Google Calendar', serverFault],
  ] as const)('%s', async (_name, ticketId, troubled, fault) => {
    const ticket = await fillIn(ticketId);
    const { form } = ticket;
    // A browser repeats by itself what was lost on a connection that was used before, as often as it has such ones.
    const trouble = lay(troubled === 'Helpdesk' ? helpdeskCreate : googleInsert, fault, Number.POSITIVE_INFINITY);
    await create(form);
    await form.getByText(`${troubled}: waiting`).waitFor();
    await form.getByText(`${troubled === 'Helpdesk' ? 'Google Calendar' : 'Helpdesk'}: done`).waitFor();
    await form.getByText(/tried again by itself at \d\d:\d\d/).waitFor();
    trouble.remove();
    await form.getByRole('button', { name: 'Retry' }).click();
    await expectDone(ticket, ticketId);
  });
});

describe('a request that the browser repeats by itself, because its connection broke', () => {
  test.each([
    ['before the helpdesk has acted', 1016, helpdeskCreate, 'lostBefore'],
    ['after the helpdesk has acted', 1028, helpdeskCreate, 'lostAfter'],
    ['after Google has acted', 1023, googleInsert, 'lostAfter'],
  ] as const)('%s: nobody has to press anything, and one of each stays', async (_name, ticketId, call, kind) => {
    const ticket = await fillIn(ticketId);
    lay(call, { kind });
    await create(ticket.form);
    await expectDone(ticket, ticketId);
  });
});

describe('too many requests', () => {
  afterEach(() => {
    Object.assign(scene.sandbox.helpdesk.settings, { rateLimit: 300, rateWindowSeconds: 300, sendsRetryAfter: false });
  });

  test('the helpdesk takes no more and says in plain text only that: it goes on when the agent says so', async () => {
    const ticket = await fillIn(1025);
    scene.sandbox.helpdesk.settings.rateLimit = 0;
    await create(ticket.form);
    await ticket.form
      .getByText(/The helpdesk takes no more requests for the moment\. It goes on at \d\d:\d\d/)
      .waitFor();
    await ticket.form.getByText('Google Calendar: done').waitFor();
    scene.sandbox.helpdesk.settings.rateLimit = 300;
    await ticket.form.getByRole('button', { name: 'Retry' }).click();
    await expectDone(ticket, 1025);
  });

  test('the helpdesk names a time: it goes on then, without a press', async () => {
    const ticket = await fillIn(1029);
    Object.assign(scene.sandbox.helpdesk.settings, { rateLimit: 0, rateWindowSeconds: 1, sendsRetryAfter: true });
    await create(ticket.form);
    await ticket.form.getByText('Helpdesk: waiting').waitFor();
    await ticket.form.getByText('Google Calendar: done').waitFor();
    scene.sandbox.helpdesk.settings.rateLimit = 300;
    await expectDone(ticket, 1029);
  });

  test('Google takes no more: the appointment stands in the helpdesk, the event follows', async () => {
    const ticket = await openForm(scene.browser, 1030);
    await ticket.form.getByRole('button', { name: 'Create appointment' }).waitFor();
    scene.sandbox.google.quota({ reason: 'rateLimitExceeded', times: 1 });
    await create(ticket.form);
    await ticket.form.getByText('Helpdesk: done').waitFor();
    await ticket.form
      .getByText(/Google Calendar takes no more requests for the moment\. It goes on at \d\d:\d\d/)
      .waitFor();
    await ticket.form.getByRole('button', { name: 'Retry' }).click();
    await expectDone(ticket, 1030);
  });
});

test('a slow helpdesk: the form says that it is being saved, and later that it is done', async () => {
  const ticket = await fillIn(1008);
  const request = lay(helpdeskCreate, { kind: 'hold', when: 'before' });
  await create(ticket.form);
  await request.met;
  await ticket.form.getByText('Helpdesk: saving…').waitFor();
  await ticket.form.getByText('Saving the appointment…').waitFor();
  request.release();
  await expectDone(ticket, 1008);
});

test('a helpdesk that answers too late: Google does not wait for it, and what it made late is found', async () => {
  const ticket = await fillIn(1009);
  const request = lay(helpdeskCreate, { kind: 'hold', when: 'before' });
  await create(ticket.form);
  await ticket.form.getByText('acme.halopsa.com did not answer in time.').waitFor();
  await ticket.form.getByText('Google Calendar: done').waitFor();
  request.release();
  await expect.poll(() => appointmentsMade(scene.sandbox).some((row) => row.ticket_id === 1009)).toBe(true);
  await ticket.form.getByRole('button', { name: 'Retry' }).click();
  await expectDone(ticket, 1009);
});

describe('offline', () => {
  afterEach(() => scene.browser.context.setOffline(false));

  test('what is saved without a network is kept, and made on both sides without another press when it is back', async () => {
    const { browser } = scene;
    const ticket = await fillIn(1004);
    const popup = await browser.openOwn('popup.html');
    await popup.getByText('All saved, nothing waits for you').waitFor();
    await browser.context.setOffline(true);
    await create(ticket.form);
    await ticket.form.getByText('The appointment is kept, but not created yet.').waitFor();
    await ticket.form.getByText('Helpdesk: waiting').waitFor();
    await ticket.form.getByText('Google Calendar: waiting').waitFor();
    await ticket.form.getByText('The server could not be reached.').first().waitFor();
    const attention = popup.getByRole('region', { name: 'Needs attention' });
    await expect.poll(() => attention.getByRole('listitem').count()).toBe(2);
    await attention.getByText('The server could not be reached.').first().waitFor();
    expect(await badgeText(browser)).toBe('1');

    await browser.context.setOffline(false);
    await expectDone(ticket, 1004);
    await popup.getByText('All saved, nothing waits for you').waitFor();
    expect(await badgeText(browser)).toBe('');
    await popup.close();
  });

  test('the form of a ticket that was seen before opens without a network, and says how old it is', async () => {
    const { browser } = scene;
    const page = await openTicket(browser, 1021);
    const form = page.frameLocator('iframe[title="New appointment"]');
    await page.getByRole('button', { name: 'Add to calendar' }).click();
    await form.getByRole('button', { name: 'Cancel' }).click();
    await browser.context.setOffline(true);
    await page.getByRole('button', { name: 'Add to calendar' }).click();
    await form.getByText('This is ticket 1021 as it was read on').waitFor();
    expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Licence renewal');
    await create(form);
    await form.getByText('The appointment is kept, but not created yet.').waitFor();
    await browser.context.setOffline(false);
    await expectDone({ page, form }, 1021);
  });
});

describe('pressed more than once', () => {
  test('a double click on "Create appointment" makes one, and leaves the result on the screen', async () => {
    const ticket = await fillIn(1018);
    const box = await ticket.form.getByRole('button', { name: 'Create appointment' }).boundingBox();
    if (box === null) throw new Error('the button is not to be seen');
    const { mouse } = ticket.page;
    await mouse.click(box.x + box.width - 8, box.y + box.height / 2);
    // The second click comes when the button has made way for others.
    await ticket.form.getByRole('button', { name: 'Close' }).waitFor();
    await mouse.down({ clickCount: 2 });
    await mouse.up({ clickCount: 2 });
    await expectDone(ticket, 1018);
  });

  test('the same form in two tabs, created in both: it is the same appointment, and both say so', async () => {
    const first = await openForm(scene.browser, 1019);
    const second = await openForm(scene.browser, 1019);
    await create(first.form);
    await first.form.getByText('Google Calendar: done').waitFor();
    await create(second.form);
    await second.form.getByText('Google Calendar: done').waitFor();
    await first.page.close();
    await expectDone(second, 1019);
  });

  test('the same form in two tabs, with another time in the second: two appointments, each as its form says', async () => {
    const first = await openForm(scene.browser, 1020);
    const second = await openForm(scene.browser, 1020);
    const times = [
      { date: day, start: '10:00', end: '10:30' },
      { date: day, start: '14:00', end: '15:00' },
    ] as const;
    await setTime(first.form, times[0]);
    await setTime(second.form, times[1]);
    await Promise.all([create(first.form), create(second.form)]);
    for (const { form } of [first, second]) {
      await form.getByText('Helpdesk: done').waitFor();
      await form.getByText('Google Calendar: done').waitFor();
    }
    await first.form.getByText('10:00 – 10:30').waitFor();
    await second.form.getByText('14:00 – 15:00').waitFor();
    await first.page.close();
    await second.page.close();

    const appointments = appointmentsMade(scene.sandbox).filter((row) => row.ticket_id === 1020);
    const events = eventsMade(scene.sandbox).filter(
      ({ extendedProperties }) => extendedProperties?.shared?.['docketTicket'] === '1020',
    );
    expect(appointments).toHaveLength(2);
    expect(events.map(({ extendedProperties }) => extendedProperties?.shared?.['docketAppointment']).sort()).toEqual(
      appointments.map(({ id }) => String(id)).sort(),
    );
    expect(events.map(({ start }) => start?.dateTime?.slice(11, 16)).sort()).toEqual(['10:00', '14:00']);
  });
});

test('in the end nothing is left to do, and nothing was made a second time', async () => {
  await expectPairsAtRest(scene, done);
});
