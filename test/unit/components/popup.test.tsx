// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { PopupPage } from '../../../components/popup-page';
import type { PopupSync, PopupView } from '../../../lib/domain/popup-view';
import type { Problem } from '../../../lib/domain/problem';
import type { Health } from '../../../lib/domain/sync-views';
import { now, popup, popupEmpty, popupFirst, popupTrouble } from '../../gallery/pages-views';
import { mountPage } from './mount-page';

async function mountPopup(view: PopupView | null, more: { problem?: Problem; at?: number; language?: string } = {}) {
  const said: string[] = [];
  const say = (what: string) => () => said.push(what);
  const content = (shown: PopupView | null) => (
    <PopupPage
      view={shown}
      now={more.at ?? now}
      problem={more.problem ?? null}
      reconnecting={null}
      startsAt="top"
      onNewAppointment={say('new appointment')}
      onSyncNow={say('sync')}
      onTwoWay={(on) => said.push(`two-way ${on}`)}
      onRetry={(linkId) => said.push(`retry ${linkId}`)}
      onDrop={(linkId) => said.push(`drop ${linkId}`)}
      onReconnect={(side) => said.push(`reconnect ${side}`)}
      onConnect={(side) => said.push(`connect ${side}`)}
      onSetUp={say('set up')}
      onOptions={say('options')}
      onPause={(until) => said.push(`pause ${until}`)}
      onSection={(section) => said.push(`section ${section}`)}
    />
  );
  const page = await mountPage(content(view), more.language);
  /** Draws it again, with the record as it stands after a press. */
  const become = (shown: PopupView) => page.show(content(shown));
  return { ...page, said, become };
}

describe('the popup', () => {
  test('has the names that people and tests rely on', async () => {
    const page = await mountPopup(popup);
    expect(page.text('h1')).toBe('Docket');
    expect(page.get('[role=switch]', 'Two-way sync').getAttribute('aria-checked')).toBe('true');
    for (const name of ['Sync now', 'New appointment']) expect(page.get('button', name).textContent).toBe(name);
    for (const name of ['Outside working hours', 'Needs attention']) page.get('section', name);
    page.get('ul', 'Agenda');
    expect(page.words()).toContain('Last sync: 3 minutes ago');
  });

  test('lists today and tomorrow with time, subject, ticket and where it stands', async () => {
    const page = await mountPopup(popup);
    const today = page.text('.agenda-day:first-child');
    expect(today).toContain('Today Thursday 26 November');
    expect(today).toContain('10:00 – 10:45');
    expect(today).toContain('Now');
    expect(today).toContain('Ticket #1001');
    expect(today).toContain('All day');
    expect(page.text('.agenda-day:last-child')).toContain('Tomorrow');
    const links = page.all<HTMLAnchorElement>('a', 'Google Calendar: Printer');
    expect(links.map(({ href, target, rel }) => [href, target, rel])).toEqual([
      ['https://calendar.google.com/e/1', '_blank', 'noopener noreferrer'],
    ]);
  });

  test('says in words, not by colour alone, that an appointment lies outside working hours', async () => {
    const page = await mountPopup(popup);
    expect(page.text('.agenda-day:first-child')).toContain('Outside hours');
    const outside = page.get('section', 'Outside working hours').textContent;
    expect(outside).toContain('Server move');
  });

  test('shows the tomorrow of a record of yesterday as today', async () => {
    const page = await mountPopup(popup, { at: now + 86_400_000 });
    expect(page.text('.agenda-day:first-child')).toContain('Stand-up');
    expect(page.words()).not.toContain('Printer on the second floor');
  });

  test('never turns an address that is none of the web into a link', async () => {
    const [first] = popup.agenda;
    if (!first) throw new Error('no item');
    const hostile = { ...first, on: [{ side: 'helpdesk' as const, url: 'javascript:alert(1)' }] };
    const page = await mountPopup({ ...popupEmpty, agenda: [hostile] });
    expect(page.all('a', 'Helpdesk')).toEqual([]);
    expect(page.text('.agenda-where')).toContain('Helpdesk');
  });

  test('shows markup in a subject as the text it is', async () => {
    const page = await mountPopup(popup);
    expect(page.root.querySelector('.agenda b')).toBeNull();
    expect(page.text('.agenda')).toContain('<b>');
  });

  test('lists the series of the helpdesk folded, with why they are not in its calendar, and only where there are any', async () => {
    const page = await mountPopup(popup);
    const recurring = page.get('details', 'Recurring');
    expect(recurring.hasAttribute('open')).toBe(false);
    const words = recurring.textContent;
    expect(words).toContain('Halo shows these only with “Show only recurring master appointments” on');
    expect(words).toContain('Every week on Thursday');
    expect(words).toContain('next on Mon');
    expect(words).toContain('There are more in the helpdesk than are listed here.');
    expect(recurring.querySelector('b')).toBeNull();
    expect([...recurring.querySelectorAll('a')].map(({ href }) => href)).toEqual([
      'https://acme.halopsa.com/calendar',
      'https://acme.halopsa.com/ticket?id=1017',
    ]);
    const without = await mountPopup(popupEmpty);
    expect(without.all('details', 'Recurring')).toEqual([]);
  });

  test('asks for nothing but what was pressed', async () => {
    const page = await mountPopup(popup);
    await page.click(page.get('button', 'New appointment'));
    await page.click(page.get('button', 'Sync now'));
    await page.click(page.get('[role=switch]', 'Two-way sync'));
    expect(page.said).toEqual(['new appointment', 'sync', 'two-way false']);
  });

  test('says what the two-way switch does', async () => {
    const page = await mountPopup(popup);
    expect(page.words()).toContain('Your calendar and the helpdesk follow each other.');
    const off = await mountPopup({ ...popup, twoWay: false });
    expect(off.words()).not.toContain('follow each other');
  });

  test('names the last sync "never" before the first one, and never an empty agenda as read', async () => {
    const page = await mountPopup(popupEmpty);
    expect(page.words()).toContain('Last sync: never');
    expect(page.words()).not.toContain('Nothing planned');
    const read = await mountPopup({ ...popupEmpty, lastSyncMs: now });
    expect(read.words()).toContain('Nothing planned');
    expect(read.words()).toContain('Last sync: just now');
  });
});

describe('before it is set up', () => {
  test('the popup offers the set-up and nothing that cannot work yet', async () => {
    const page = await mountPopup(popupFirst);
    await page.click(page.get('button', 'Set up Docket'));
    expect(page.said).toEqual(['set up']);
    expect(page.all('button', 'New appointment')).toEqual([]);
  });

  test('a popup without a record says that it is being prepared', async () => {
    const page = await mountPopup(null);
    expect(page.text('[role=status]')).toBe('Preparing your agenda…');
    page.get('button', 'Set up Docket');
  });

  test('one missing side can be connected while the other already works', async () => {
    const page = await mountPopup(popupEmpty);
    await page.click(page.get('button', 'Connect: Google Calendar'));
    expect(page.said).toEqual(['connect calendar']);
  });
});

describe('when it goes wrong', () => {
  test('each thing that needs attention says what happened and when it is tried again', async () => {
    const page = await mountPopup(popupTrouble);
    const rows = page.get('section', 'Needs attention').textContent ?? '';
    expect(rows).toContain('Router swap at Millbrook');
    expect(rows).toContain('Appointment type is not allowed <script>alert(1)</script>');
    expect(rows).toContain('Next try: in 12 minutes');
    await page.click(page.get('button', 'Retry: Laptop'));
    await page.click(page.get('button', 'Reconnect: Router'));
    expect(page.said).toEqual(['retry b', 'reconnect calendar']);
  });

  test('dropping asks first, says what is kept, and can be taken back', async () => {
    const page = await mountPopup(popupTrouble);
    await page.click(page.get('button', 'Drop: Laptop'));
    expect(page.said).toEqual([]);
    expect(page.words()).toContain('stays there');
    expect(document.activeElement?.textContent).toBe('Keep it');
    await page.click(page.get('button', 'Keep it'));
    expect(page.all('button', 'Drop it')).toEqual([]);
    await page.click(page.get('button', 'Drop: Laptop'));
    await page.click(page.get('button', 'Drop it'));
    expect(page.said).toEqual(['drop b']);
  });

  test('never says that nothing waits for the agent while a sign-in does', async () => {
    const page = await mountPopup({ ...popupTrouble, attention: [] });
    expect(page.words()).not.toContain('nothing waits for you');
    expect(page.words()).toContain('No single appointment waits for you.');
  });

  test('an expired sign-in is one press away from being mended', async () => {
    const page = await mountPopup(popupTrouble);
    await page.click(page.get('button', 'Reconnect: Google Calendar'));
    expect(page.said).toEqual(['reconnect calendar']);
  });

  test('why the last press or reading failed interrupts a screen reader', async () => {
    const page = await mountPopup(popup, { problem: { kind: 'serverError', host: 'acme.halopsa.com', status: 502 } });
    expect(page.text('[role=alert]')).toContain('acme.halopsa.com');
  });

  test('what needs attention stands before the agenda, and after it when there is nothing', async () => {
    const order = (page: { root: HTMLElement }) =>
      [...page.root.querySelectorAll('h2')].map(({ textContent }) => textContent?.replace(/\d+$/, ''));
    expect(order(await mountPopup(popupTrouble))).toEqual(['Needs attention', 'Agenda', 'Outside working hours']);
    expect(order(await mountPopup(popup))).toEqual(['Agenda', 'Outside working hours', 'Needs attention']);
  });
});

describe('the sync in the popup', () => {
  const at = (health: Health, more: Partial<PopupSync> = {}): PopupView => ({
    ...popup,
    sync: { health, conflictCount: 0, attention: null, underWay: null, ...more },
  });

  test('says when it goes on, and that it is writing while it is', async () => {
    const page = await mountPopup(at({ kind: 'connected', nextMs: now + 4 * 60_000 }));
    expect(page.text('.popup-sync-line')).toBe('Last sync: 3 minutes agonext in 4 min');
    const writing = { kind: 'writing', done: 3, total: 10 } as const;
    const busy = await mountPopup(at(writing, { underWay: writing }));
    expect(busy.text('.popup-reading')).toBe('Writing: 3 of 10');
  });

  test('pauses for an hour, today or until resumed, and resumes with one press', async () => {
    const page = await mountPopup(at({ kind: 'connected', nextMs: null }));
    for (const name of ['For 1 hour', 'For today', 'Until I resume']) await page.click(page.get('button', name));
    const paused = await mountPopup(at({ kind: 'paused', why: 'agent', untilMs: null }));
    expect(paused.words()).toContain('Paused by you until you resume it.');
    expect(paused.all('button', 'For 1 hour')).toEqual([]);
    await paused.click(paused.get('button', 'Resume'));
    expect([...page.said, ...paused.said]).toEqual(['pause inAnHour', 'pause tomorrow', 'pause resumed', 'pause now']);
  });

  test('says once why the last run did not go well, whether one is under way or not', async () => {
    const lastProblem: Problem = { kind: 'notStored', detail: 'QuotaExceededError' };
    const failed = { kind: 'attention', what: 'failed', problem: lastProblem } as const;
    const reading = { kind: 'reading' } as const;
    for (const view of [at(failed, { attention: 'failed' }), at(reading, { attention: 'failed', underWay: reading })]) {
      const page = await mountPopup({ ...view, lastProblem });
      expect(page.words().split('This browser keeps nothing for Docket at present')).toHaveLength(2);
      page.get('button', 'Show activity');
    }
  });

  test('keeps the keyboard at the switch when a pause moves it to the top, and when it ends', async () => {
    const paused = at({ kind: 'paused', why: 'agent', untilMs: null });
    const page = await mountPopup(popup);
    page.get('button', 'For today').focus();
    await page.become(paused);
    expect(document.activeElement).toBe(page.get('[role=switch]', 'Two-way sync'));
    page.get('button', 'Resume').focus();
    await page.become(popup);
    expect(document.activeElement).toBe(page.get('[role=switch]', 'Two-way sync'));
  });

  test('a pause for quota says until when and offers no "Resume"', async () => {
    const page = await mountPopup(
      at({ kind: 'paused', why: 'quota', untilMs: new Date(2026, 10, 26, 14, 32).getTime() }),
    );
    expect(page.words()).toContain('Paused until 14:32');
    expect(page.all('button', 'Resume')).toEqual([]);
  });

  test('what waits for the agent comes before the agenda and leads where it is decided', async () => {
    const page = await mountPopup(
      at({ kind: 'reading' }, { attention: 'brake', conflictCount: 2, underWay: { kind: 'reading' } }),
    );
    const words = page.words();
    expect(words.indexOf('Stopped to ask you')).toBeLessThan(words.indexOf('Agenda'));
    // Nothing of the kind "all is well, both follow each other" stands beside it.
    expect(words).not.toContain('nothing waits for you');
    expect(words).not.toContain('follow each other');
    await page.click(page.get('button', 'Show the list'));
    await page.click(page.get('button', '2 conflicts to decide'));
    expect(page.said).toEqual(['section sync', 'section conflicts']);
  });
});

test('the popup speaks German', async () => {
  document.documentElement.lang = 'de';
  const page = await mountPopup(popup, { language: 'de' });
  document.documentElement.lang = 'en-GB';
  expect(page.words()).toContain('Letzter Abgleich: vor 3 Minuten');
  expect(page.words()).toContain('Donnerstag, 26. November');
});
