import { expect, test } from 'vitest';
import type { GoogleDeps } from '../../../../lib/calendars/google/client';
import { createGoogleFreeBusy } from '../../../../lib/calendars/google/google-free-busy';
import { RateLimitError } from '../../../../lib/http/errors';

const window = { startMs: Date.parse('2026-11-23T00:00:00Z'), endMs: Date.parse('2026-11-24T00:00:00Z') };

interface Asked {
  readonly timeMin: string;
  readonly timeMax: string;
  readonly items: readonly { readonly id: string }[];
}

function google(answer: (id: string) => unknown): GoogleDeps & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    now: () => 0,
    authorized: { token: async () => 'token', renew: async () => 'token' },
    fetch: async (_url, init) => {
      const body: Asked = JSON.parse(String(init.body));
      asked.push(body);
      return Response.json({ calendars: Object.fromEntries(body.items.map(({ id }) => [id, answer(id)])) });
    },
  };
}

test('each person is asked about once, in lower case, and answered in lower case', async () => {
  const deps = google(() => ({ busy: [{ start: '2026-11-23T09:00:00Z', end: '2026-11-23T11:00:00+01:00' }] }));
  const times = await createGoogleFreeBusy(deps).freeBusy(['Leah@acme.example', 'leah@ACME.example'], window);
  expect(deps.asked).toEqual([
    { timeMin: '2026-11-23T00:00:00Z', timeMax: '2026-11-24T00:00:00Z', items: [{ id: 'leah@acme.example' }] },
  ]);
  const at = Date.parse('2026-11-23T09:00:00Z');
  expect([...times]).toEqual([
    ['leah@acme.example', { kind: 'known', busy: [{ startMs: at, endMs: at + 3_600_000, label: '' }] }],
  ]);
});

test('an answer in another spelling is still that person’s', async () => {
  const deps = google(() => ({ busy: [] }));
  const fetch: GoogleDeps['fetch'] = async () => Response.json({ calendars: { 'Leah@Acme.example': { busy: [] } } });
  const times = await createGoogleFreeBusy({ ...deps, fetch }).freeBusy(['leah@acme.example'], window);
  expect(times.get('leah@acme.example')).toEqual({ kind: 'known', busy: [] });
});

test.each([
  ['notFound', 'notShared'],
  ['tooManyCalendarsRequested', 'tooMany'],
  ['groupTooBig', 'tooMany'],
  ['internalError', 'failed'],
  ['somethingNew', 'failed'],
])('a calendar refused with %s is not known (%s), never free', async (reason, why) => {
  const deps = google(() => ({ errors: [{ domain: 'global', reason }], busy: [] }));
  const times = await createGoogleFreeBusy(deps).freeBusy(['leah@acme.example'], window);
  expect(times.get('leah@acme.example')).toEqual({ kind: 'unknown', reason: why });
});

test('a calendar left out of the answer, or with a time that is none, is not known', async () => {
  const deps = google((id) => (id.startsWith('leah') ? undefined : { busy: [{ start: 'now', end: 'later' }] }));
  const times = await createGoogleFreeBusy(deps).freeBusy(['leah@acme.example', 'amir@acme.example'], window);
  expect([...times.values()]).toEqual(Array(2).fill({ kind: 'unknown', reason: 'failed' }));
});

test('200 people are asked about in four requests of 50', async () => {
  const deps = google(() => ({ busy: [] }));
  const emails = Array.from({ length: 200 }, (_, index) => `person${index}@acme.example`);
  expect((await createGoogleFreeBusy(deps).freeBusy(emails, window)).size).toBe(200);
  expect(deps.asked.map(({ items }) => items.length)).toEqual([50, 50, 50, 50]);
});

test('a refusal of the whole request is an error, not an unknown', async () => {
  const fetch: GoogleDeps['fetch'] = async () => new Response('{}', { status: 429 });
  const port = createGoogleFreeBusy({ ...google(() => ({})), fetch });
  await expect(port.freeBusy(['leah@acme.example'], window)).rejects.toThrow(RateLimitError);
});
