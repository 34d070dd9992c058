import { describe, expect, test } from 'vitest';
import type { EventResource } from '../../servers/google/event-schema';
import { amir, type GoogleDesk, hour, leah, openDesk } from './google-desk';

const events = 'calendars/primary/events';
const daily: EventResource = {
  id: 'series0',
  summary: 'Stand-up',
  recurrence: ['RRULE:FREQ=DAILY;COUNT=5'],
  ...hour(27),
};

async function instances(desk: GoogleDesk, id: string, query: Readonly<Record<string, string>> = {}) {
  const { json, status } = await desk.call('GET', `${events}/${id}/instances`, { query });
  expect(status, JSON.stringify(json)).toBe(200);
  return json.items;
}

async function changes(desk: GoogleDesk, act: () => unknown) {
  const { json } = await desk.call('GET', events);
  await act();
  return (await desk.call('GET', events, { query: { syncToken: json.nextSyncToken ?? '' } })).json.items;
}

describe('expansion', () => {
  test('a series keeps its clock time across the change of clocks', async () => {
    const desk = openDesk();
    await desk.made(daily);
    const starts = (await instances(desk, 'series0')).map(({ start }) => start?.dateTime);
    expect(starts).toEqual([
      '2025-03-27T09:00:00+01:00',
      '2025-03-28T09:00:00+01:00',
      '2025-03-29T09:00:00+01:00',
      '2025-03-30T09:00:00+02:00',
      '2025-03-31T09:00:00+02:00',
    ]);
  });

  test('an hour that the clocks skip is read with the offset before the gap', async () => {
    const desk = openDesk();
    await desk.made({ ...daily, ...hour(29, 2), recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] });
    const starts = (await instances(desk, 'series0')).map(({ start }) => start?.dateTime);
    expect(starts).toEqual(['2025-03-29T02:00:00+01:00', '2025-03-30T03:00:00+02:00']);
  });

  test('of an hour that the clocks show twice, the first is meant', async () => {
    const desk = openDesk();
    const at = (clock: string) => ({ dateTime: `2025-10-25T${clock}:00`, timeZone: 'Europe/Berlin' });
    await desk.made({ ...daily, start: at('02:30'), end: at('03:00'), recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] });
    const starts = (await instances(desk, 'series0')).map(({ start }) => start?.dateTime);
    expect(starts).toEqual(['2025-10-25T02:30:00+02:00', '2025-10-26T02:30:00+02:00']);
  });

  test('instances are named by their start in UTC, whole days by their date', async () => {
    const desk = openDesk();
    await desk.made(daily);
    await desk.made({
      id: 'dates0',
      start: { date: '2025-03-29' },
      end: { date: '2025-03-30' },
      recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=SA;COUNT=2'],
    });
    expect((await instances(desk, 'series0')).map(({ id }) => id)[3]).toBe('series0_20250330T070000Z');
    expect((await instances(desk, 'dates0')).map(({ id, end }) => [id, end?.date])).toEqual([
      ['dates0_20250329', '2025-03-30'],
      ['dates0_20250405', '2025-04-06'],
    ]);
  });

  test('an UNTIL in UTC is read on the clock of the series', async () => {
    const desk = openDesk();
    const at = (dateTime: string) => ({ dateTime, timeZone: 'America/Chicago' });
    await desk.made({
      id: 'late00',
      start: at('2025-03-24T20:00:00'),
      end: at('2025-03-24T21:00:00'),
      recurrence: ['RRULE:FREQ=DAILY;UNTIL=20250327T003000Z'],
    });
    // 00:30 UTC on the 27th is 19:30 on the 26th in Chicago: the 24th and the 25th are left.
    expect(await instances(desk, 'late00')).toHaveLength(2);
  });

  test('excluded dates are left out, added ones put in', async () => {
    const desk = openDesk();
    await desk.made({
      ...daily,
      recurrence: ['RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;TZID=Europe/Berlin:20250328T090000', 'RDATE:20250402T120000Z'],
    });
    const starts = (await instances(desk, 'series0')).map(({ start }) => start?.dateTime);
    expect(starts).toEqual(['2025-03-27T09:00:00+01:00', '2025-03-29T09:00:00+01:00', '2025-04-02T14:00:00+02:00']);
  });

  test('the window of instances includes what ends as it begins, that of lists does not', async () => {
    const desk = openDesk();
    await desk.made(daily);
    const timeMin = '2025-03-31T08:00:00Z';
    expect(await instances(desk, 'series0', { timeMin })).toHaveLength(1);
    expect((await desk.call('GET', events, { query: { timeMin, singleEvents: 'true' } })).json.items).toEqual([]);
  });

  test('singleEvents lists occurrences in place of the series', async () => {
    const desk = openDesk();
    await desk.made({ ...daily, recurrence: ['RRULE:FREQ=DAILY'] });
    await desk.made({ id: 'single0', ...hour(28, 8) });
    const query = {
      singleEvents: 'true',
      orderBy: 'startTime',
      timeMin: '2025-03-28T00:00:00Z',
      timeMax: '2025-03-30T00:00:00Z',
    };
    const { json } = await desk.call('GET', events, { query });
    expect(json.items.map(({ id }) => id)).toEqual(['single0', 'series0_20250328T080000Z', 'series0_20250329T080000Z']);
  });

  test('a rule that its own start does not fit is a violation, an unreadable one is refused', async () => {
    const desk = openDesk();
    const misfit = { ...hour(4), recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO'] };
    await desk.call('POST', events, { body: misfit });
    expect(desk.violations).toHaveLength(1);
    for (const rule of [
      'RRULE:FREQ=HOURLY',
      'RRULE:FREQ=DAILY;',
      'DTSTART:20250304',
      'RRULE:FREQ=DAILY;COUNT=2;UNTIL=20250401',
    ]) {
      const body = { ...hour(4), recurrence: [rule] };
      const { status } = await desk.call('POST', events, { body });
      expect([rule, status]).toEqual([rule, rule === 'RRULE:FREQ=DAILY;' ? 200 : 400]);
    }
  });

  test('rules come back in the order of Google', async () => {
    const desk = openDesk();
    const made = await desk.made({ ...daily, recurrence: ['RRULE:BYDAY=TH;INTERVAL=1;FREQ=WEEKLY;COUNT=2'] });
    expect(made.recurrence).toEqual(['RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TH']);
  });
});

describe('exceptions', () => {
  const second = `${events}/series0_20250328T080000Z`;

  test('a changed occurrence becomes an exception that keeps its original start', async () => {
    const desk = openDesk();
    await desk.made(daily);
    const items = await changes(desk, () =>
      desk.call('PATCH', second, { body: { summary: 'Moved', ...hour(28, 15) } }),
    );
    expect(items).toMatchObject([
      {
        id: 'series0_20250328T080000Z',
        recurringEventId: 'series0',
        originalStartTime: { dateTime: '2025-03-28T09:00:00+01:00', timeZone: 'Europe/Berlin' },
        start: { dateTime: '2025-03-28T15:00:00+01:00' },
        iCalUID: 'series0@google.com',
        sequence: 1,
      },
    ]);
    expect(items[0]).not.toHaveProperty('recurrence');
    expect(await instances(desk, 'series0')).toHaveLength(5);
    const found = await instances(desk, 'series0', { originalStart: '2025-03-28T09:00:00+01:00' });
    expect(found).toMatchObject([{ summary: 'Moved' }]);
  });

  test('a deleted occurrence is a cancelled exception, also in a full listing', async () => {
    const desk = openDesk();
    await desk.made(daily);
    const items = await changes(desk, () => desk.call('DELETE', second));
    expect(items).toEqual([
      {
        kind: 'calendar#event',
        etag: expect.any(String),
        id: 'series0_20250328T080000Z',
        status: 'cancelled',
        recurringEventId: 'series0',
        originalStartTime: { dateTime: '2025-03-28T09:00:00+01:00', timeZone: 'Europe/Berlin' },
      },
    ]);
    const { json } = await desk.call('GET', events);
    expect(json.items.map(({ id, status }) => [id, status])).toContainEqual(['series0_20250328T080000Z', 'cancelled']);
    expect(await instances(desk, 'series0')).toHaveLength(4);
    expect(await instances(desk, 'series0', { showDeleted: 'true' })).toHaveLength(5);
  });

  test('an id that is no occurrence of the series is not found', async () => {
    const desk = openDesk();
    await desk.made(daily);
    expect((await desk.call('GET', `${events}/series0_20250328T090000Z`)).status).toBe(404);
    expect((await desk.call('GET', `${events}/series0_20250401T070000Z`)).status).toBe(404);
    expect((await desk.call('GET', second)).json['summary']).toBe('Stand-up');
  });

  test('an exception follows its master in what it does not override', async () => {
    const desk = openDesk();
    await desk.made(daily);
    await desk.call('PATCH', second, { body: { summary: 'Mine' } });
    await desk.call('PATCH', `${events}/series0`, { body: { summary: 'New', location: 'Room 1' } });
    expect((await desk.call('GET', second)).json).toMatchObject({ summary: 'Mine', location: 'Room 1' });
  });

  test('deleting the series deletes its exceptions', async () => {
    const desk = openDesk();
    await desk.made(daily);
    await desk.call('PATCH', second, { body: { summary: 'Mine' } });
    const items = await changes(desk, () => desk.call('DELETE', `${events}/series0`));
    expect(items.map(({ id, status }) => [id, status]).sort()).toEqual([
      ['series0', 'cancelled'],
      ['series0_20250328T080000Z', 'cancelled'],
    ]);
    expect(items[1]).not.toHaveProperty('recurringEventId');
  });

  test('guests get the series and its exceptions, and may decline one occurrence', async () => {
    const desk = openDesk();
    await desk.made({ ...daily, attendees: [{ email: amir }] });
    await desk.call('PATCH', second, { body: { summary: 'Moved' } });
    expect((await desk.call('GET', second, { as: amir })).json['summary']).toBe('Moved');
    desk.server.asPerson(amir).respond('series0_20250329T080000Z', 'declined');
    const third = await desk.call('GET', `${events}/series0_20250329T080000Z`);
    expect(third.json['attendees']).toEqual([{ email: amir, responseStatus: 'declined' }]);
    expect((await desk.call('GET', `${events}/series0`)).json['attendees']).toMatchObject([
      { responseStatus: 'needsAction' },
    ]);
    await desk.call('DELETE', second);
    expect((await desk.call('GET', second, { as: amir })).json['status']).toBe('cancelled');
  });
});

describe('a person splits a series', () => {
  const fourth = 'series0_20250330T070000Z';

  test('"this and following" ends the old series the day before and makes a new master with an _R id', async () => {
    const desk = openDesk();
    await desk.made(daily);
    const person = desk.server.asPerson(leah);
    const items = await changes(desk, () =>
      person.updateEvent(fourth, { summary: 'Later' }, { scope: 'thisAndFollowing' }),
    );
    expect(items).toMatchObject([
      { id: 'series0', summary: 'Stand-up', recurrence: ['RRULE:FREQ=DAILY;UNTIL=20250329T225959Z'] },
      {
        id: 'series0_R20250330T070000',
        iCalUID: 'series0_R20250330T070000@google.com',
        summary: 'Later',
        recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
      },
    ]);
    expect(await instances(desk, 'series0')).toHaveLength(3);
    const following = await instances(desk, 'series0_R20250330T070000');
    expect(following.map(({ id, recurringEventId }) => [id, recurringEventId])).toEqual([
      ['series0_20250330T070000Z', 'series0_R20250330T070000'],
      ['series0_20250331T070000Z', 'series0_R20250330T070000'],
    ]);
    expect(desk.violations).toEqual([]);
  });

  test('a part that starts at another time is a series with an id of its own', async () => {
    const desk = openDesk();
    await desk.made(daily);
    const moved = desk.server.asPerson(leah).updateEvent(fourth, hour(30, 11), { scope: 'thisAndFollowing' });
    expect(moved.id).not.toContain('series0');
  });

  test('exceptions beyond the cut come back as cancelled with nothing but their id', async () => {
    const desk = openDesk();
    await desk.made(daily);
    await desk.call('PATCH', `${events}/series0_20250331T070000Z`, { body: { summary: 'Mine' } });
    const person = desk.server.asPerson(leah);
    const items = await changes(desk, () => person.deleteEvent(fourth, { scope: 'thisAndFollowing' }));
    expect(items.map((item) => [item.id, item.status, item.recurringEventId])).toEqual([
      ['series0', 'confirmed', undefined],
      ['series0_20250331T070000Z', 'cancelled', undefined],
    ]);
    expect(items[1]).not.toHaveProperty('originalStartTime');
    expect(await instances(desk, 'series0')).toHaveLength(3);
  });

  test('"all events" reaches every part of the series and its exceptions', async () => {
    const desk = openDesk();
    await desk.made(daily);
    const person = desk.server.asPerson(leah);
    person.updateEvent('series0_20250328T080000Z', { summary: 'Mine' });
    person.updateEvent(fourth, { location: 'Room 1' }, { scope: 'thisAndFollowing' });
    person.updateEvent('series0_20250331T070000Z', { summary: 'Ours' }, { scope: 'all' });
    const { json } = await desk.call('GET', events);
    expect(json.items.map(({ summary }) => summary)).toEqual(['Ours', 'Ours', 'Ours']);
    person.deleteEvent('series0', { scope: 'all' });
    expect((await desk.call('GET', events)).json.items).toEqual([]);
  });

  test('a person who edits an ordinary event does so without mails unless they say so', async () => {
    const desk = openDesk();
    const person = desk.server.asPerson(leah);
    person.createEvent({ id: 'visit0', summary: 'Visit', attendees: [{ email: 'c@x.example' }], ...hour(4) });
    expect(desk.server.outbox).toEqual([]);
    person.updateEvent('visit0', hour(5), { notify: 'all' });
    expect(desk.server.outbox.map(({ kind }) => kind)).toEqual(['update']);
    person.deleteEvent('visit0');
    expect(person.seeEvent('visit0')?.status).toBe('cancelled');
  });
});
