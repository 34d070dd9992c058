import { expect, test } from 'vitest';
import { createGoogleCalendar } from '../../../../lib/calendars/google/google-calendar';
import type { CalendarPort, Creation } from '../../../../lib/sync/ports';
import { googleEmails } from '../../../fixtures/google-seed';
import { contentOf } from '../../sync/link-scene';
import { connectToGoogle } from './google-connection';

/** A port, and every write that it sends. */
function setUp() {
  const google = connectToGoogle();
  const sent: { readonly method: string; readonly mails: string | null; readonly version: string | null }[] = [];
  const port: CalendarPort = createGoogleCalendar({
    ...google.deps,
    ...{
      helpdeskOrigin: 'https://acme.halopsa.com',
      accountEmail: googleEmails.leah,
      calendarId: 'primary',
      zone: 'UTC',
    },
    fetch: async (url, init) => {
      const method = init.method ?? 'GET';
      const mails = new URL(url).searchParams.get('sendUpdates');
      if (method !== 'GET') sent.push({ method, mails, version: new Headers(init.headers).get('if-match') });
      return google.deps.fetch(url, init);
    },
  });
  return { port, sent, violations: google.violations };
}

const creation: Creation = {
  ...{ creationKey: 'key-1', content: contentOf(), ownerAgentId: 2, ticket: null, mail: 'nobody', twinId: null },
  attemptedAtMs: 0,
};

test('every write says whom Google is to mail, and names the version that it is for', async () => {
  const { port, sent, violations } = setUp();
  const versions: string[] = [];
  const made = await port.create(creation);
  versions.push(made.etag);
  const edited = await port.update({ ...made, occurrence: null }, contentOf({ subject: 'Later' }), ['subject']);
  versions.push(edited.etag);
  const noted = await port.update({ ...edited, occurrence: null }, contentOf({ notes: 'Other notes', attendees: [] }), [
    'notes',
    'attendees',
  ]);
  versions.push(noted.etag);
  const named = await port.linkTwin({ ...noted, occurrence: null }, '4711');
  versions.push(named.etag);
  await port.remove({ ...named, occurrence: null });
  expect(sent).toEqual([
    { method: 'POST', mails: 'none', version: null },
    { method: 'PATCH', mails: 'none', version: versions[0] },
    { method: 'PATCH', mails: 'none', version: versions[1] },
    { method: 'PATCH', mails: 'none', version: versions[2] },
    { method: 'DELETE', mails: 'none', version: versions[3] },
  ]);
  expect(violations).toEqual([]);
});

test('only a creation that the agent lets mail asks Google to', async () => {
  const { port, sent } = setUp();
  await port.create({ ...creation, mail: 'everybody' });
  expect(sent).toEqual([{ method: 'POST', mails: 'all', version: null }]);
});
