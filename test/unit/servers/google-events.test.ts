import { describe, expect, test } from 'vitest';
import { amir, hour, leah, openDesk, reasonOf } from './google-desk';

const events = 'calendars/primary/events';

describe('ids', () => {
  test('a client may choose the id of its event', async () => {
    const desk = openDesk();
    expect((await desk.made({ id: 'abc0123v', summary: 'Visit', ...hour(4) })).id).toBe('abc0123v');
    expect(desk.violations).toEqual([]);
  });

  test.each(['abcd', 'abcdw', 'ABCDE', 'abc_de', 'ab-cde'])(
    'the id %s is not of the alphabet and is refused',
    async (id) => {
      const reply = await openDesk().call('POST', events, { body: { id, ...hour(4) } });
      expect(reply.status).toBe(400);
      expect(reply.json.error.message).toBe('Invalid resource id value.');
    },
  );

  test('an id that is taken answers 409, also when its event was deleted', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', ...hour(4) });
    const again = await desk.call('POST', events, { body: { id: 'abc01', ...hour(5) } });
    expect([again.status, reasonOf(again)]).toEqual([409, 'duplicate']);
    await desk.call('DELETE', `${events}/abc01`);
    expect((await desk.call('POST', events, { body: { id: 'abc01', ...hour(5) } })).status).toBe(409);
    desk.server.forgetTombstones(leah);
    expect((await desk.call('GET', `${events}/abc01`)).status).toBe(404);
    expect((await desk.call('POST', events, { body: { id: 'abc01', ...hour(5) } })).status).toBe(409);
  });

  test('an id and an iCalUID together are a violation', async () => {
    const desk = openDesk();
    const reply = await desk.call('POST', events, { body: { id: 'abc01', iCalUID: 'x@y', ...hour(4) } });
    expect(reply.status).toBe(400);
    expect(desk.violations).toHaveLength(1);
  });

  test('a deleted event comes back by PATCH or PUT with the status "confirmed"', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', summary: 'Visit', ...hour(4) });
    await desk.call('DELETE', `${events}/abc01`);
    expect((await desk.call('GET', `${events}/abc01`)).json['status']).toBe('cancelled');
    const patched = await desk.call('PATCH', `${events}/abc01`, { body: { status: 'confirmed' } });
    expect(patched.json).toMatchObject({ status: 'confirmed', summary: 'Visit' });
    await desk.call('DELETE', `${events}/abc01`);
    const put = await desk.call('PUT', `${events}/abc01`, { body: { status: 'confirmed', ...hour(6) } });
    expect(put.json['status']).toBe('confirmed');
  });

  test('a deleted event that is deleted again answers 410 deleted', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', ...hour(4) });
    expect((await desk.call('DELETE', `${events}/abc01`)).status).toBe(204);
    const again = await desk.call('DELETE', `${events}/abc01`);
    expect([again.status, reasonOf(again)]).toEqual([410, 'deleted']);
  });
});

describe('versions', () => {
  test('every write gives a new quoted etag, also while the clock stands still', async () => {
    const desk = openDesk();
    const made = await desk.made({ id: 'abc01', ...hour(4) });
    const patched = await desk.call('PATCH', `${events}/abc01`, { body: { summary: 'Visit' } });
    expect(made.etag).toMatch(/^"\d+"$/);
    expect(patched.json.etag).not.toBe(made.etag);
    expect(patched.headers.get('etag')).toBe(patched.json.etag);
  });

  test.each(['PATCH', 'PUT', 'DELETE'])(
    '%s of a version that is no longer the last one answers 412',
    async (method) => {
      const desk = openDesk();
      const { etag } = await desk.made({ id: 'abc01', summary: 'First', ...hour(4) });
      desk.server.asPerson(leah).updateEvent('abc01', { summary: 'Second' });
      const body = method === 'DELETE' ? {} : { body: { summary: 'Third', ...hour(4) } };
      const reply = await desk.call(method, `${events}/abc01`, { ...body, headers: { 'if-match': etag } });
      expect([reply.status, reasonOf(reply)]).toEqual([412, 'conditionNotMet']);
      const current = await desk.call('GET', `${events}/abc01`);
      expect(current.json['summary']).toBe('Second');
      const retried = await desk.call(method, `${events}/abc01`, {
        ...body,
        headers: { 'if-match': current.json.etag },
      });
      expect(retried.status).toBeLessThan(300);
    },
  );

  test('a version that is known already answers 304', async () => {
    const desk = openDesk();
    const { etag } = await desk.made({ id: 'abc01', ...hour(4) });
    expect((await desk.call('GET', `${events}/abc01`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('other reminders change the etag and leave "updated" as it was', async () => {
    const desk = openDesk();
    const made = await desk.made({ id: 'abc01', ...hour(4) });
    desk.clock.nowMs += 60_000;
    const body = { reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] } };
    const patched = await desk.call('PATCH', `${events}/abc01`, { body });
    expect(patched.json.etag).not.toBe(made.etag);
    expect(patched.json['updated']).toBe(made.updated);
  });

  test('a stale sequence is refused, a moved event gets the next one', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', ...hour(4) });
    const moved = await desk.call('PATCH', `${events}/abc01`, { body: hour(5) });
    expect(moved.json['sequence']).toBe(1);
    const stale = await desk.call('PUT', `${events}/abc01`, { body: { sequence: 0, ...hour(6) } });
    expect([stale.status, stale.json.error.message]).toEqual([400, 'Invalid sequence value.']);
  });
});

describe('patch and put', () => {
  test('PATCH keeps what it does not name, removes what is null, replaces lists and merges objects', async () => {
    const desk = openDesk();
    await desk.made({
      id: 'abc01',
      summary: 'Visit',
      location: 'Site',
      attendees: [{ email: 'a@x.example', responseStatus: 'accepted' }, { email: 'b@x.example' }],
      extendedProperties: { private: { one: '1', two: '2' }, shared: { three: '3' } },
      ...hour(4),
    });
    const body = {
      location: null,
      attendees: [{ email: 'a@x.example' }],
      extendedProperties: { private: { one: null, four: '4' } },
    };
    const { json } = await desk.call('PATCH', `${events}/abc01`, { body });
    expect(json).toMatchObject({
      summary: 'Visit',
      attendees: [{ email: 'a@x.example', responseStatus: 'needsAction' }],
      extendedProperties: { private: { two: '2', four: '4' }, shared: { three: '3' } },
    });
    expect(json).not.toHaveProperty('location');
    expect(json['extendedProperties']).not.toHaveProperty('private.one');
    expect(desk.violations).toEqual([]);
  });

  test('PUT replaces everything that can be written', async () => {
    const desk = openDesk();
    await desk.made({
      id: 'abc01',
      summary: 'Visit',
      colorId: '3',
      extendedProperties: { private: { a: '1' } },
      ...hour(4),
    });
    const { json } = await desk.call('PUT', `${events}/abc01`, { body: { location: 'Site', ...hour(4) } });
    expect(json).toMatchObject({ location: 'Site', id: 'abc01', reminders: { useDefault: true } });
    for (const field of ['summary', 'colorId', 'extendedProperties']) expect(json).not.toHaveProperty(field);
  });

  test('what was read can be written back: computed fields are ignored', async () => {
    const desk = openDesk();
    const made = await desk.made({ id: 'abc01', summary: 'Visit', ...hour(4) });
    const put = await desk.call('PUT', `${events}/abc01`, { body: { ...made, summary: 'Call' } });
    expect(put.json).toMatchObject({ summary: 'Call', iCalUID: 'abc01@google.com', sequence: 0 });
    expect(desk.violations).toEqual([]);
  });

  test('a timed event becomes a whole day only when PATCH removes the other key', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', ...hour(4) });
    const half = await desk.call('PATCH', `${events}/abc01`, {
      body: { start: { date: '2025-03-04' }, end: { date: '2025-03-05' } },
    });
    expect(half.status).toBe(400);
    const whole = await desk.call('PATCH', `${events}/abc01`, {
      body: {
        start: { date: '2025-03-04', dateTime: null, timeZone: null },
        end: { date: '2025-03-05', dateTime: null, timeZone: null },
      },
    });
    expect(whole.json).toMatchObject({ start: { date: '2025-03-04' }, end: { date: '2025-03-05' } });
  });

  test('an unknown field is a violation, also when a patch only removes it', async () => {
    const desk = openDesk();
    expect((await desk.call('POST', events, { body: { titel: 'Visit', ...hour(4) } })).status).toBe(400);
    await desk.made({ id: 'abc01', ...hour(4) });
    expect((await desk.call('PATCH', `${events}/abc01`, { body: { titel: null } })).status).toBe(400);
    expect(desk.violations.filter((sentence) => sentence.includes('titel'))).not.toHaveLength(0);
  });

  test('attachments and conferences count only when the client says that it knows them', async () => {
    const desk = openDesk();
    const conferenceData = { createRequest: { requestId: 'one', conferenceSolutionKey: { type: 'hangoutsMeet' } } };
    const body = { id: 'abc01', conferenceData, attachments: [{ fileUrl: 'https://x.example/a' }], ...hour(4) };
    const plain = await desk.made(body);
    expect(plain).not.toHaveProperty('conferenceData');
    expect(plain).not.toHaveProperty('attachments');
    const query = { conferenceDataVersion: '1', supportsAttachments: 'true' };
    const known = await desk.made({ ...body, id: 'abc02' }, { query });
    expect(known).toMatchObject({
      conferenceData: { createRequest: { status: { statusCode: 'pending' } } },
      attachments: [{ fileUrl: 'https://x.example/a' }],
    });
    const later = await desk.call('GET', `${events}/abc02`);
    expect(later.json['hangoutLink']).toMatch(/^https:\/\/meet\.google\.com\//);
    const patched = await desk.call('PATCH', `${events}/abc02`, { body: { summary: 'Call' } });
    expect(patched.json['hangoutLink']).toBe(later.json['hangoutLink']);
  });

  test('a conference of a kind that the calendar does not allow is refused, and an id of another request is a mistake', async () => {
    const desk = openDesk();
    const query = { conferenceDataVersion: '1' };
    const asked = (id: string, type: string) => {
      const createRequest = { requestId: 'one', conferenceSolutionKey: { type } };
      return desk.call('POST', events, { query, body: { id, conferenceData: { createRequest }, ...hour(4) } });
    };
    const refused = await asked('abc01', 'eventHangout');
    expect([refused.status, refused.json['error']]).toMatchObject([400, { message: 'Invalid conference type value.' }]);
    expect((await asked('abc01', 'hangoutsMeet')).status).toBe(200);
    expect(desk.violations).toEqual([]);
    expect((await asked('abc02', 'hangoutsMeet')).status).toBe(400);
    expect(desk.violations).toHaveLength(1);
  });
});

describe('times', () => {
  test('times are answered in the zone of the calendar, beside the zone of the event', async () => {
    const desk = openDesk();
    const made = await desk.made({
      start: { dateTime: '2025-03-04T09:00:00', timeZone: 'America/New_York' },
      end: { dateTime: '2025-03-04T15:00:00Z' },
    });
    expect(made.start).toEqual({ dateTime: '2025-03-04T15:00:00+01:00', timeZone: 'America/New_York' });
    expect(made.end).toEqual({ dateTime: '2025-03-04T16:00:00+01:00', timeZone: 'Europe/Berlin' });
    const elsewhere = await desk.call('GET', `${events}/${made.id}`, { query: { timeZone: 'UTC' } });
    expect(elsewhere.json['start']).toMatchObject({ dateTime: '2025-03-04T14:00:00Z' });
  });

  test.each([
    [
      'an end before its start',
      { start: { dateTime: '2025-03-04T10:00:00Z' }, end: { dateTime: '2025-03-04T09:00:00Z' } },
      'timeRangeEmpty',
    ],
    ['a day that ends on itself', { start: { date: '2025-03-04' }, end: { date: '2025-03-04' } }, 'timeRangeEmpty'],
    [
      'a time without offset and zone',
      { start: { dateTime: '2025-03-04T10:00:00' }, end: { dateTime: '2025-03-04T11:00:00' } },
      'required',
    ],
    ['a missing end', { start: { dateTime: '2025-03-04T10:00:00Z' } }, 'required'],
    [
      'an unknown zone',
      {
        start: { dateTime: '2025-03-04T10:00:00', timeZone: 'W. Europe Standard Time' },
        end: { dateTime: '2025-03-04T11:00:00Z' },
      },
      'invalid',
    ],
    ['a day with a time', { start: { date: '2025-03-04' }, end: { dateTime: '2025-03-04T11:00:00Z' } }, 'invalid'],
    [
      'a series without a zone',
      {
        start: { dateTime: '2025-03-04T10:00:00Z' },
        end: { dateTime: '2025-03-04T11:00:00Z' },
        recurrence: ['RRULE:FREQ=DAILY'],
      },
      'required',
    ],
  ])('%s is refused', async (_, body, reason) => {
    const reply = await openDesk().call('POST', events, { body });
    expect([reply.status, reasonOf(reply)]).toEqual([400, reason]);
  });
});

describe('people', () => {
  test('guests with an account get the same event in their own calendar, without the private properties', async () => {
    const desk = openDesk();
    const body = {
      id: 'abc01',
      summary: 'Visit',
      attendees: [{ email: amir }, { email: 'customer@northwind.example' }],
      extendedProperties: { private: { key: 'mine' }, shared: { key: 'ours' } },
      ...hour(4),
    };
    const made = await desk.made(body);
    const copy = await desk.call('GET', `${events}/abc01`, { as: amir });
    expect(copy.json).toMatchObject({
      id: 'abc01',
      iCalUID: made.iCalUID,
      summary: 'Visit',
      organizer: { email: leah },
      extendedProperties: { shared: { key: 'ours' } },
    });
    expect(copy.json['extendedProperties']).not.toHaveProperty('private');
    expect(copy.json['attendees']).toContainEqual({ email: amir, responseStatus: 'needsAction', self: true });
    expect(copy.json['organizer']).not.toHaveProperty('self');
  });

  test('private properties stay with the copy that they were written on', async () => {
    const desk = openDesk();
    const own = (key: string) => ({ extendedProperties: { private: { key } } });
    await desk.made({ id: 'abc01', attendees: [{ email: amir }], ...own('of Leah'), ...hour(4) });
    expect((await desk.call('GET', `${events}/abc01`, { as: amir })).json).not.toHaveProperty('extendedProperties');
    await desk.call('PATCH', `${events}/abc01`, { as: amir, body: own('of Amir') });
    await desk.call('PATCH', `${events}/abc01`, { body: { summary: 'Call' } });
    expect((await desk.call('GET', `${events}/abc01`)).json).toMatchObject(own('of Leah'));
    expect((await desk.call('GET', `${events}/abc01`, { as: amir })).json).toMatchObject({
      summary: 'Call',
      ...own('of Amir'),
    });
  });

  test('a change by the organizer reaches the copies, and a guest who was taken off loses theirs', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', summary: 'Visit', attendees: [{ email: amir }], ...hour(4) });
    await desk.call('PATCH', `${events}/abc01`, { as: amir, body: { colorId: '5' } });
    await desk.call('PATCH', `${events}/abc01`, { body: { summary: 'Call' } });
    const copy = await desk.call('GET', `${events}/abc01`, { as: amir });
    expect(copy.json).toMatchObject({ summary: 'Call', colorId: '5' });
    await desk.call('PATCH', `${events}/abc01`, { body: { attendees: [] } });
    expect((await desk.call('GET', `${events}/abc01`, { as: amir })).json['status']).toBe('cancelled');
  });

  test('a guest may answer and colour, but not change what is shared', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', summary: 'Visit', attendees: [{ email: amir }], ...hour(4) });
    const refused = await desk.call('PATCH', `${events}/abc01`, { as: amir, body: { summary: 'Mine' } });
    expect([refused.status, reasonOf(refused)]).toEqual([403, 'forbiddenForNonOrganizer']);
    const body = { attendees: [{ email: amir, responseStatus: 'accepted' }], attendeesOmitted: true };
    expect((await desk.call('PATCH', `${events}/abc01`, { as: amir, body })).status).toBe(200);
    const organizers = await desk.call('GET', `${events}/abc01`);
    expect(organizers.json['attendees']).toEqual([{ email: amir, responseStatus: 'accepted' }]);
  });

  test('a guest who may modify changes the event for everybody', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', guestsCanModify: true, attendees: [{ email: amir }], ...hour(4) });
    await desk.call('PATCH', `${events}/abc01`, { as: amir, body: { summary: 'Ours' } });
    expect((await desk.call('GET', `${events}/abc01`)).json['summary']).toBe('Ours');
    expect((await desk.call('GET', `${events}/abc01`, { as: amir })).json['summary']).toBe('Ours');
  });

  test('a guest who deletes the event has declined it', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', attendees: [{ email: amir }], ...hour(4) });
    await desk.call('DELETE', `${events}/abc01`, { as: amir });
    const organizers = await desk.call('GET', `${events}/abc01`);
    expect(organizers.json).toMatchObject({ status: 'confirmed', attendees: [{ responseStatus: 'declined' }] });
    await desk.call('PATCH', `${events}/abc01`, { body: { summary: 'Call' } });
    expect((await desk.call('GET', `${events}/abc01`, { as: amir })).json['status']).toBe('cancelled');
  });

  test('who stands on the list twice is invited once, whatever the case of the address', async () => {
    const made = await openDesk().made({ attendees: [{ email: amir }, { email: 'Amir@ACME.example' }], ...hour(4) });
    expect(made.attendees).toHaveLength(1);
  });

  test('more guests than asked for are left out, save the reader', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', attendees: [{ email: amir }, { email: 'c@x.example' }], ...hour(4) });
    const reply = await desk.call('GET', `${events}/abc01`, { as: amir, query: { maxAttendees: '1' } });
    expect(reply.json).toMatchObject({ attendeesOmitted: true, attendees: [{ email: amir }] });
  });
});

describe('mail', () => {
  const guests = [{ email: leah }, { email: amir }, { email: 'customer@northwind.example' }];

  test('nobody is mailed unless the request says so, whatever is written', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', attendees: guests, ...hour(4) });
    await desk.call('PATCH', `${events}/abc01`, { body: hour(5), query: { sendUpdates: 'none' } });
    await desk.call('DELETE', `${events}/abc01`);
    expect(desk.server.outbox).toEqual([]);
  });

  test('"all" mails every guest but the organizer, "externalOnly" those without a Google calendar', async () => {
    const desk = openDesk();
    await desk.made(
      { id: 'abc01', summary: 'Visit', attendees: guests, ...hour(4) },
      { query: { sendUpdates: 'all' } },
    );
    expect(desk.server.outbox).toEqual([
      { to: amir, subject: 'Invitation: Visit', kind: 'invitation', eventId: 'abc01' },
      { to: 'customer@northwind.example', subject: 'Invitation: Visit', kind: 'invitation', eventId: 'abc01' },
    ]);
    desk.server.outbox.length = 0;
    await desk.call('PATCH', `${events}/abc01`, { body: hour(5), query: { sendUpdates: 'externalOnly' } });
    expect(desk.server.outbox.map(({ to, kind }) => [to, kind])).toEqual([['customer@northwind.example', 'update']]);
  });

  test('new guests are invited, remaining ones told of the change, former ones of the end', async () => {
    const desk = openDesk();
    await desk.made({ id: 'abc01', attendees: [{ email: amir }, { email: 'a@x.example' }], ...hour(4) });
    const body = { summary: 'Call', attendees: [{ email: amir }, { email: 'b@x.example' }] };
    await desk.call('PATCH', `${events}/abc01`, { body, query: { sendUpdates: 'all' } });
    const kinds = Object.fromEntries(desk.server.outbox.map(({ to, kind }) => [to, kind]));
    expect(kinds).toEqual({ [amir]: 'update', 'b@x.example': 'invitation', 'a@x.example': 'cancellation' });
    desk.server.outbox.length = 0;
    await desk.call('PATCH', `${events}/abc01`, { body: { colorId: '3' }, query: { sendUpdates: 'all' } });
    expect(desk.server.outbox).toEqual([]);
    await desk.call('DELETE', `${events}/abc01`, { query: { sendUpdates: 'all' } });
    expect(desk.server.outbox.map(({ kind }) => kind)).toEqual(['cancellation', 'cancellation']);
  });
});
