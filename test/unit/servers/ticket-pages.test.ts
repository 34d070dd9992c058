import { describe, expect, test } from 'vitest';
import { createHelpdeskSeed } from '../../fixtures/helpdesk-seed';
import { toHelpdeskState } from '../../servers/helpdesk/helpdesk-state';
import { createHelpdeskPages } from '../../servers/helpdesk/pages/helpdesk-pages';

const nowMs = Date.parse('2026-03-10T09:00:00Z');

function open() {
  const state = toHelpdeskState(createHelpdeskSeed(nowMs));
  const pages = createHelpdeskPages({ now: () => nowMs, readState: () => state });
  const get = (path: string, method = 'GET') =>
    pages.handle(new Request(`https://acme.halopsa.com${path}`, { method }));
  return { state, get };
}

async function read(response: Response | null) {
  if (response === null) throw new Error('no page answers there');
  return response.json();
}

describe('the pages of the helpdesk', () => {
  test.each(['/ticket?id=1001', '/tickets?id=1001', '/tickets', '/calendar', '/portal', '/kb?id=1'])(
    '%s is a page that allows neither scripts nor frames of others',
    async (path) => {
      const page = open().get(path);
      expect(page?.headers.get('content-security-policy')).toBe(
        "default-src 'self'; frame-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'",
      );
      expect(await page?.text()).toContain('<html lang="en">');
    },
  );

  test('the language is the one that was asked for', async () => {
    expect(await open().get('/ticket?id=1001&lang=de')?.text()).toContain('<html lang="de">');
  });

  test('everything that a page loads is there', async () => {
    const { get } = open();
    const shell = (await get('/tickets')?.text()) ?? '';
    const loaded = [...shell.matchAll(/(?:src|href)="(\/page-assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(loaded).toHaveLength(3);
    for (const path of loaded) expect(get(path)?.status).toBe(200);
    const modules = [...((await get('/page-assets/app.js')?.text()) ?? '').matchAll(/from '\.\/([^']+)'/g)];
    for (const [, name] of modules) expect(get(`/page-assets/${name}`)?.status).toBe(200);
  });

  test.each([
    '/api/Tickets',
    '/auth/authorize',
    '/config/integrations',
    '/page-assets/../helpdesk-pages.ts',
    '/nothing',
  ])('%s is none of them', (path) => {
    expect(open().get(path)).toBeNull();
  });

  test('nothing can be written there', () => {
    expect(open().get('/ticket?id=1001', 'POST')).toBeNull();
  });
});

describe('what the pages know', () => {
  test('a ticket names its agents', async () => {
    expect(await read(open().get('/page-data/ticket?id=1001'))).toMatchObject({
      id: 1001,
      agent: 'Leah Novak',
      additionalAgents: ['Amir Haddad'],
    });
  });

  test('a ticket that nobody has names nobody', async () => {
    expect(await read(open().get('/page-data/ticket?id=1003'))).toMatchObject({ agent: '' });
  });

  test('a ticket without anything is empty, not an error', async () => {
    const { state, get } = open();
    const empty = state.tickets.find(({ summary }) => summary === null);
    expect(await read(get(`/page-data/ticket?id=${empty?.id}`))).toMatchObject({ summary: '', user: '', client: '' });
  });

  test.each(['1', '0', '', 'x', '1e999'])('there is no ticket "%s"', (id) => {
    expect(open().get(`/page-data/ticket?id=${id}`)?.status).toBe(404);
  });

  test('all tickets are listed', async () => {
    const { state, get } = open();
    expect(await read(get('/page-data/tickets'))).toHaveLength(state.tickets.length);
  });

  test('an appointment made a moment ago stands with its ticket and in the calendar', async () => {
    const { state, get } = open();
    const [model] = state.appointments.values();
    if (model === undefined) throw new Error('the fixture has no appointment');
    state.appointments.set(9_001, {
      ...model,
      id: 9_001,
      ticket_id: 1001,
      subject: 'Visit',
      start_date: '2026-03-11T10:00:00',
      end_date: '2026-03-11T10:30:00',
      allday: false,
    });
    const visit = expect.objectContaining({ id: 9_001, subject: 'Visit', start: '2026-03-11T10:00:00' });
    expect(await read(get('/page-data/history?id=1001'))).toMatchObject({
      appointments: expect.arrayContaining([visit]),
    });
    expect(await read(get('/page-data/calendar'))).toEqual(expect.arrayContaining([visit]));
  });
});
