// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { describe, expect, test } from 'vitest';
import { ReviewDialog } from '../../../components/review-dialog';
import { rowAfterKey, rowWindow } from '../../../components/review-window';
import type { ReviewRow, ReviewView } from '../../../lib/domain/sync-views';
import { reviewOf, reviewRow, runs } from '../../gallery/sync-views';
import { mountPage } from './mount-page';

async function mountReview(
  review: ReviewView,
  more: { search?: string; isSearching?: boolean; readRows?: number; row?: Partial<ReviewRow> } = {},
) {
  const said: string[] = [];
  const needed: (readonly [number, number])[] = [];
  const say = (what: string) => () => said.push(what);
  const page = await mountPage(
    <ReviewDialog
      review={review}
      search={more.search ?? ''}
      isSearching={more.isSearching ?? false}
      pressProblem={null}
      found={review.total}
      rowAt={(index) =>
        index < (more.readRows ?? review.total) ? { ...reviewRow(index, review.total), ...more.row } : undefined
      }
      onNeed={(first, end) => needed.push([first, end])}
      onTick={(row, isOn) => said.push(`tick ${row.linkId} ${isOn}`)}
      onTickAll={(isOn) => said.push(`tick all ${isOn}`)}
      onSearch={(search) => said.push(`search ${search}`)}
      onApply={say('apply')}
      onStop={say('stop')}
      onClose={say('close')}
      onHide={say('hide')}
      onUndo={(runId) => said.push(`undo ${runId}`)}
    />,
  );
  const boxes = () => [...page.root.querySelectorAll<HTMLInputElement>('li input')];
  const press = (key: string) =>
    act(() => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
  return { ...page, said, needed, boxes, press };
}

describe('a dry run', () => {
  test('while it is prepared says how far it is and that nothing is changed', async () => {
    const page = await mountReview(reviewOf(0, { state: 'preparing', progress: 1_240 }));
    expect(page.words()).toContain('Finding out what would be done: 1,240 read so far…');
    expect(page.words()).toContain('Nothing is changed by looking.');
    expect(page.all('button', 'Apply')).toEqual([]);
  });

  test.each([
    [{ dates: 12, past: 3 }, '12 dates of a series, from Tue 24 Nov on; 3 past dates stay'],
    [{ dates: 1, past: 1 }, '1 date of a series, on Tue 24 Nov; 1 past date stays'],
    [{ dates: 4, past: 0 }, '4 dates of a series, from Tue 24 Nov on.'],
    [{ dates: null, past: 0 }, 'All dates of a series without end, from Tue 24 Nov on.'],
  ])('says of a series %o which dates go, which stay, and that there is no way back', async (series, words) => {
    const startMs = Date.parse('2026-11-24T10:00:00Z');
    const row = { action: 'remove', side: 'calendar', why: 'madeByDocket', startMs, endMs: startMs, series } as const;
    const page = await mountReview(reviewOf(1), { row });
    const shown = (page.boxes()[0]?.closest('li')?.textContent ?? '').replaceAll(/Tue,? /g, 'Tue ');
    expect(shown).toContain(`Remove from Google Calendar: was made by Docket. ${words}`);
    expect(shown).toContain('This cannot be undone.');
  });

  test('names each row by subject and time, with what, why and who is mailed', async () => {
    const page = await mountReview(reviewOf(5));
    const [first] = page.boxes();
    expect(first?.getAttribute('aria-label')).toMatch(
      /^Printer on the second floor .* \(1\), Thu,? 26 Nov 2026, 10:20 – 11:05$/,
    );
    const row = first?.closest('li')?.textContent ?? '';
    expect(row).toContain('Create in the helpdesk: stands on the other side only');
    expect(row).toContain('E-mailed: nobody');
    expect(page.words()).toContain('Who is e-mailed: nobody.');
    expect(page.words()).toContain('Outside working hours');
  });

  test('ticks one row, all and none, and applies only after a press on "Apply" with the number', async () => {
    const page = await mountReview(reviewOf(5));
    const [first] = page.boxes();
    if (first) await page.click(first);
    await page.click(page.get('button', 'Tick all'));
    await page.click(page.get('button', 'Tick none'));
    await page.click(page.get('button', 'Apply 4'));
    expect(page.said).toEqual(['tick link-0 false', 'tick all true', 'tick all false', 'apply']);
  });

  test('with nothing ticked cannot be applied', async () => {
    const page = await mountReview(reviewOf(5, { ticked: 0 }));
    expect(page.get<HTMLButtonElement>('button', 'Apply').disabled).toBe(true);
  });

  test('with a search says that ticking means what was found', async () => {
    const page = await mountReview(reviewOf(5), { search: 'Printer' });
    page.get('button', 'Tick all found');
    expect(page.words()).toContain('5 rows found');
  });

  test('says that it is searching until it knows, and no number of the search before', async () => {
    const page = await mountReview(reviewOf(5), { search: 'Printer', isSearching: true });
    expect(page.words()).toContain('Searching…');
    expect(page.words()).not.toContain('rows found');
  });

  test('with nothing to do says so', async () => {
    const page = await mountReview(reviewOf(0));
    expect(page.words()).toContain('There is nothing to do: both sides say the same already.');
  });

  test.each(['undo', 'disconnect'] as const)(
    'that removes something says what other profiles make of it (%s)',
    async (kind) => {
      const counts = { create: 0, update: 0, remove: 5 };
      const page = await mountReview(reviewOf(5, { kind, counts }));
      expect(page.words()).toContain('There, what is removed here counts as deleted by you');
    },
  );

  test.each([
    ['an undo that removes nothing', { kind: 'undo', counts: { create: 2, update: 3, remove: 0 } }],
    ['a push', { kind: 'push' }],
  ] as const)('says nothing of other profiles where they would do no harm: %s', async (_what, review) => {
    const page = await mountReview(reviewOf(5, review));
    expect(page.words()).not.toContain('another browser profile');
  });

  test('of an undo names what is left out, since it was changed', async () => {
    const leftOut = [
      { what: 'appointment', id: '4711', subject: 'Router swap', reason: 'it was changed since' },
    ] as const;
    const page = await mountReview(reviewOf(5, { kind: 'undo', leftOut }));
    expect(page.words()).toContain('1 item is left out and stays as it is');
    expect(page.words()).toContain('Router swap: it was changed since');
    expect(page.words()).not.toContain('4711');
  });

  const away = (subject: string, kind: 'notConnected' | 'needsSignIn') =>
    ({ what: 'appointment', id: subject, subject, reason: kind, problem: { kind, side: 'calendar' } }) as const;
  const connectAgain =
    'Google Calendar is not connected with the account of that time. What Docket did there stays as it is. Connect that account again under Accounts, then press “Undo” in “Activity” once more.';

  test('of an undo says once of a side that is not connected what stays there and what to do, and names each item', async () => {
    const leftOut = [away('Router swap', 'notConnected'), away('Site visit', 'notConnected')];
    const page = await mountReview(reviewOf(5, { kind: 'undo', leftOut }));
    expect(page.words().split(connectAgain)).toHaveLength(2);
    expect(page.words()).toContain('Site visit: Google Calendar is not connected.');
    page.get('button', 'Apply 4');
    const later = await mountReview(reviewOf(5, { kind: 'undo', leftOut: [away('Router swap', 'needsSignIn')] }));
    expect(later.words()).toContain('The sign-in has expired (Google Calendar).');
    expect(later.words()).toContain('Reconnect it under Accounts, then press “Undo”');
  });

  test('of an undo of which all is left out does not say that there was nothing to undo', async () => {
    const page = await mountReview(reviewOf(0, { kind: 'undo', leftOut: [away('Router swap', 'notConnected')] }));
    expect(page.words()).toContain(connectAgain);
    expect(page.words()).not.toContain('There is nothing to undo');
    expect((await mountReview(reviewOf(0, { kind: 'undo' }))).words()).toContain('There is nothing to undo');
  });

  test('of an undo that failed in part says how it is tried again, and never that it is by itself', async () => {
    const leftOut = [away('Router swap', 'notConnected')];
    const report = runs[1] ? ({ ...runs[1], kind: 'undo', outcome: 'partial', skipped: leftOut } as const) : null;
    const page = await mountReview(reviewOf(5, { kind: 'undo', state: 'done', report, leftOut }));
    expect(page.words()).toContain('What was not undone stays as it is; “Undo” in “Activity” tries it again.');
    expect(page.words()).toContain(connectAgain);
    expect(page.words()).toContain('1 item is left out and stays as it is');
    const leaving = await mountReview(reviewOf(5, { kind: 'disconnect', state: 'done', report }));
    expect(leaving.words()).toContain('What was not removed stays where it is');
    for (const { words } of [page, leaving]) expect(words()).not.toContain('by itself');
  });
});

describe('ten thousand rows', () => {
  test('only those in sight are in the document, each with its place among all', async () => {
    const page = await mountReview(reviewOf(10_000));
    expect(page.boxes().length).toBeLessThan(40);
    const [row] = page.root.querySelectorAll('li.review-row');
    expect([row?.getAttribute('aria-posinset'), row?.getAttribute('aria-setsize')]).toEqual(['1', '10000']);
    expect(page.needed).toEqual([[0, page.boxes().length]]);
  });

  test('are one Tab stop, and keys lead to the last row and back', async () => {
    const page = await mountReview(reviewOf(10_000));
    expect(page.boxes().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    page.boxes()[0]?.focus();
    await page.press('ArrowDown');
    expect(document.activeElement?.getAttribute('aria-label')).toContain('(2)');
    await page.press('End');
    expect(document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('10000');
    expect(page.boxes().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    await page.press('Home');
    expect(document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('1');
  });

  test('a kind leads to the first row of its group', async () => {
    const page = await mountReview(reviewOf(10_000));
    await page.click(page.get('button', 'Update: 1,500'));
    const stop = page.boxes().find(({ tabIndex }) => tabIndex === 0);
    expect(stop?.closest('li')?.getAttribute('aria-posinset')).toBe('8001');
  });

  test('a row that is not read yet keeps its place and cannot be ticked', async () => {
    const page = await mountReview(reviewOf(10_000), { readRows: 2 });
    const box = page.boxes()[4];
    if (box) await page.click(box);
    expect(page.said).toEqual([]);
    expect(box?.closest('li')?.textContent).toBe('Row 5 is being read…');
  });

  test('the focused row stays in the document however far one scrolls away', () => {
    const view = { count: 10_000, rowHeight: 68, scrollTop: 68 * 5_000, height: 476 };
    expect(rowWindow({ ...view, focused: 3 })).toEqual({ first: 4_992, end: 5_015, apart: 3 });
    expect(rowWindow({ ...view, focused: 5_001 }).apart).toBeNull();
    expect(rowWindow({ ...view, count: 0, scrollTop: 0, focused: 0 })).toEqual({ first: 0, end: 0, apart: null });
  });

  test('a list that became shorter than where one had scrolled to still shows its end', () => {
    const shown = rowWindow({ count: 3, rowHeight: 68, scrollTop: 68 * 5_000, height: 476, focused: 0 });
    expect(shown.end).toBe(3);
    expect(shown.first).toBeLessThan(3);
  });

  test.each([
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 11],
    ['PageDown', 98, 99],
    ['PageUp', 3, 0],
    ['End', 0, 99],
    ['a', 4, null],
    ['Tab', 4, null],
  ])('%s at row %i leads to %s', (key, at, to) => {
    expect(rowAfterKey(key, at, { count: 100, page: 6 })).toBe(to);
  });
});

describe('applying', () => {
  test('shows how far it is and can be stopped', async () => {
    const page = await mountReview(reviewOf(10_000, { state: 'applying', progress: 3_311, ticked: 8_889 }));
    expect(page.words()).toContain('3,311 of 8,889 done…');
    expect(page.root.querySelector('progress')?.getAttribute('max')).toBe('8889');
    await page.click(page.get('button', 'Stop'));
    expect(page.said).toEqual(['stop']);
  });

  test('Escape hides the dialog and stops nothing', async () => {
    const page = await mountReview(reviewOf(5, { state: 'applying' }));
    await act(() => {
      page.root.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
    });
    expect(page.said).toEqual(['hide']);
  });

  test('ends in a report with the helpdesk’s sentence, and "Undo"', async () => {
    const report = runs[1] ?? null;
    const page = await mountReview(reviewOf(216, { state: 'done', report }));
    expect(page.words()).toContain('Helpdesk: 212 created, 4 updated');
    expect(page.words()).toContain(
      'Done - Please note that part or all of this Appointment falls outside the Agents working hours.',
    );
    await page.click(page.get('button', 'Undo'));
    expect(page.said).toEqual(['undo run-8']);
  });

  test('without anything outside working hours has no such sentence', async () => {
    const report = runs[1] ? { ...runs[1], outsideHours: 0, canUndo: false } : null;
    const page = await mountReview(reviewOf(216, { state: 'done', report }));
    expect(page.words()).not.toContain('falls outside');
    expect(page.all('button', 'Undo')).toEqual([]);
  });

  test('links to the calendar on which it is seen, where something was made', async () => {
    const seenOn = { side: 'helpdesk', url: 'https://acme.halopsa.com/calendar' } as const;
    const page = await mountReview(reviewOf(216, { state: 'done', report: runs[1] ?? null, seenOn }));
    const [link] = page.all<HTMLAnchorElement>('a', 'View on the helpdesk’s calendar');
    expect([link?.href, link?.target]).toEqual(['https://acme.halopsa.com/calendar', '_blank']);
    const none = await mountReview(reviewOf(216, { state: 'done', report: runs[1] ?? null }));
    expect(none.root.querySelector('a')).toBeNull();
  });

  test('that was stopped or failed never says "Done."', async () => {
    for (const state of ['stopped', 'failed'] as const) {
      const page = await mountReview(reviewOf(5, { state, problem: { kind: 'offline' } }));
      expect(page.words()).not.toContain('Done.');
      page.get('[role=alert]', '');
    }
  });
});
