import { expect, test } from 'vitest';
import { listGoogleCalendars } from '../../../../lib/calendars/google/calendar-list';
import type { GoogleDeps } from '../../../../lib/calendars/google/client';
import { UnreadableError } from '../../../../lib/http/errors';

function google(page: (token: string | null) => unknown): GoogleDeps {
  return {
    now: () => 0,
    authorized: { token: async () => 'token', renew: async () => 'token' },
    fetch: async (url) => Response.json(page(new URL(url).searchParams.get('pageToken'))),
  };
}

test('every page is read, an empty one too: only the token says where the list ends', async () => {
  const pages: Record<string, unknown> = {
    first: {
      items: [{ id: 'leah@acme.example', primary: true, accessRole: 'owner', timeZone: 'Europe/London' }],
      nextPageToken: 'b',
    },
    b: { nextPageToken: 'c' },
    c: { items: [{ id: 'x', summary: 'Projects', summaryOverride: 'My projects', accessRole: 'writer' }] },
  };
  expect(await listGoogleCalendars(google((token) => pages[token ?? 'first']))).toEqual({
    calendars: [
      {
        id: 'leah@acme.example',
        name: 'leah@acme.example',
        isPrimary: true,
        canWrite: true,
        accessRole: 'owner',
        zone: 'Europe/London',
      },
      { id: 'x', name: 'My projects', isPrimary: false, canWrite: true, accessRole: 'writer', zone: '' },
    ],
    skipped: [],
  });
});

test.each([
  ['owner', true],
  ['writer', true],
  ['writerWithoutPrivateAccess', true],
  ['reader', false],
  ['freeBusyReader', false],
  ['somethingNew', false],
])('whether %s may write', async (accessRole, canWrite) => {
  const { calendars } = await listGoogleCalendars(google(() => ({ items: [{ id: 'x', accessRole }] })));
  expect(calendars).toMatchObject([{ canWrite, accessRole }]);
});

test('a row that cannot be read is named, a deleted one is left out', async () => {
  const items = [{ id: 'a', primary: 'yes' }, { id: 'b', deleted: true }, { id: 'c' }];
  const { calendars, skipped } = await listGoogleCalendars(google(() => ({ items })));
  expect(calendars.map(({ id }) => id)).toEqual(['c']);
  expect(skipped).toMatchObject([{ what: 'calendar', id: 'a' }]);
});

test('a list that turns in a circle is stopped', async () => {
  await expect(listGoogleCalendars(google(() => ({ items: [], nextPageToken: 'again' })))).rejects.toThrow(
    UnreadableError,
  );
});
