// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { ExportChoice } from '../../../components/activity-export';
import { ActivitySection } from '../../../components/activity-section';
import type { Loaded } from '../../../components/loaded';
import type { ActivityFilter, ActivityRow, RunView } from '../../../lib/domain/sync-views';
import { now } from '../../gallery/pages-views';
import { activityRows, runs } from '../../gallery/sync-views';
import { mountPage } from './mount-page';

const noFilter: ActivityFilter = { direction: null, outcome: null, runId: null, search: '' };

async function mountActivity(
  more: {
    rows?: readonly ActivityRow[];
    filter?: Partial<ActivityFilter>;
    choice?: ExportChoice;
    runs?: Loaded<readonly RunView[]>;
    isLoadingMore?: boolean;
  } = {},
) {
  const said: unknown[] = [];
  const say = (what: string) => () => said.push(what);
  const page = await mountPage(
    <ActivitySection
      runs={more.runs ?? { kind: 'ready', value: runs }}
      canShowMoreRuns
      isReading={false}
      lines={{
        kind: 'ready',
        value: { rows: more.rows ?? activityRows, hasMore: true, isLoadingMore: more.isLoadingMore ?? false },
      }}
      filter={{ ...noFilter, ...more.filter }}
      now={now}
      problem={null}
      exporting={{
        choice: more.choice ?? { format: 'csv', texts: 'redacted' },
        preview: { kind: 'ready', value: { fileName: 'a.csv', lines: 'time,direction\n<b>x</b>' } },
        saved: null,
        onChoice: (choice) => said.push(choice),
        onPreview: say('preview'),
        onExport: say('export'),
      }}
      onFilter={(filter) => said.push(filter)}
      onMoreRuns={say('more runs')}
      onMore={say('more')}
      onUndoRun={(runId) => said.push(`undo run ${runId}`)}
      onUndoRow={(seq) => said.push(`undo row ${seq}`)}
      onTryAgain={say('again')}
    />,
  );
  return { ...page, said };
}

test('without the helpdesk’s account says what is kept and how to come to it, not that nothing was done', async () => {
  const page = await mountActivity({
    rows: [],
    runs: { kind: 'failed', problem: { kind: 'notConnected', side: 'helpdesk' } },
  });
  expect(page.words()).toContain('What Docket did for its account is kept for 90 days: connect it again to see it');
  expect(page.get('a', 'Go to “Accounts”').getAttribute('href')).toBe('#accounts');
  expect(page.words()).not.toContain('Nothing was done yet.');
});

test('an undo names what it left out on purpose, and does not say that it could not be read', async () => {
  const skipped = [{ what: 'appointment', id: '1', subject: 'Router swap', reason: 'it was changed since' }] as const;
  const [run] = runs;
  if (run === undefined) throw new Error('there is no run to show');
  const page = await mountActivity({ runs: { kind: 'ready', value: [{ ...run, kind: 'undo', skipped }] } });
  expect(page.words()).toContain('1 item is left out and stays as it is');
  expect(page.words()).not.toContain('could not be read');
});

describe('the table', () => {
  test('has direction, item, result, reason and time in plain words', async () => {
    const page = await mountActivity();
    const table = page.get('table', 'Activity');
    const heads = [...table.querySelectorAll('thead th')].map(({ textContent }) => textContent);
    expect(heads).toEqual(['Direction', 'Item', 'Result', 'Reason', 'Time']);
    const [first, second] = [...table.querySelectorAll('tbody tr')].map(({ textContent }) => textContent);
    expect(first).toContain('InboundRouter swap at Millbrook');
    expect(first).toContain('Create: done');
    expect(second).toMatch(/^Outbound/);
    expect(second).toContain('Update: doneSubject and Time');
  });

  test('says of each line how long ago it was, and day and clock', async () => {
    const page = await mountActivity();
    const times = [...page.root.querySelectorAll('tbody time')].map(({ textContent }) => textContent);
    expect(times[0]).toMatch(/^1 minute ago 26 Nov, 10:19$/);
    expect(new Set(times).size).toBe(activityRows.length);
  });

  test('an appointment outside working hours carries the helpdesk’s sentence, one inside does not', async () => {
    const page = await mountActivity();
    const rows = [...page.root.querySelectorAll('tbody tr')].map(({ textContent }) => textContent ?? '');
    expect(rows.map((row) => row.includes('Done - Please note that part or all of this Appointment'))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('a refusal quotes the server as plain text', async () => {
    const page = await mountActivity();
    expect(page.words()).toContain('Not allowed <script>alert(1)</script>');
    expect(page.root.querySelector('script, td b, th b, pre b')).toBeNull();
  });

  test('offers "Undo" only where something can be undone', async () => {
    const page = await mountActivity();
    const undo = [...page.root.querySelectorAll<HTMLButtonElement>('tbody button')];
    expect(undo).toHaveLength(2);
    if (undo[1]) await page.click(undo[1]);
    expect(page.said).toEqual(['undo row 98']);
  });

  test('loads more, but not twice at once', async () => {
    const page = await mountActivity();
    await page.click(page.get('button', 'Load more'));
    expect(page.said).toEqual(['more']);
    const busy = await mountActivity({ isLoadingMore: true });
    await busy.click(busy.get('button', 'Load more'));
    expect(busy.said).toEqual([]);
  });

  test('says whether nothing was done or nothing fits', async () => {
    expect((await mountActivity({ rows: [] })).words()).toContain('Nothing was done yet.');
    const page = await mountActivity({ rows: [], filter: { search: 'x' } });
    expect(page.words()).toContain('Nothing fits these filters.');
    await page.click(page.get('button', 'Clear filters'));
    expect(page.said).toEqual([noFilter]);
  });
});

describe('runs', () => {
  test('say how they ended, what they changed and why not all of it', async () => {
    const page = await mountActivity();
    const items = [...page.root.querySelectorAll('.activity-run')].map(({ textContent }) => textContent ?? '');
    expect(items[1]).toContain('Helpdesk: 212 created, 4 updated');
    expect(items[2]).toContain('stopped to ask');
    expect(items[3]).toContain('done in part');
    expect(items[3]).toContain('7k2ab: ends before it begins');
    expect(items[3]).toContain('It goes on at 10:30');
  });

  test('of yesterday do not say when it will go on', async () => {
    const problem = { kind: 'rateLimited', side: 'helpdesk', retryAtMs: now - 3_600_000 } as const;
    const page = await mountActivity({ runs: { kind: 'ready', value: runs.map((run) => ({ ...run, problem })) } });
    expect(page.words()).toContain('The helpdesk took no more requests at that time.');
    expect(page.words()).not.toContain('It goes on at');
  });

  test('can be undone where they can, and shown alone', async () => {
    const page = await mountActivity();
    const undo = page.all('button', 'Undo: Import Appointments');
    expect(undo).toHaveLength(1);
    if (undo[0]) await page.click(undo[0]);
    const [, show] = page.all('button', 'Show its actions');
    if (show) await page.click(show);
    expect(page.said).toEqual(['undo run run-8', { ...noFilter, runId: 'run-8' }]);
    // The list stands below, where nobody would see that it has changed.
    expect(document.activeElement?.textContent).toBe('Activity');
  });

  test('shown alone are shown among all again by the same press', async () => {
    const page = await mountActivity({ filter: { runId: 'run-8' } });
    const [, pressed] = page.all('button', 'Show its actions');
    expect(pressed?.getAttribute('aria-pressed')).toBe('true');
    if (pressed) await page.click(pressed);
    expect(page.said).toEqual([noFilter]);
  });
});

describe('filters', () => {
  test('keep one another', async () => {
    const page = await mountActivity({ filter: { runId: 'run-8' } });
    await page.choose(page.get<HTMLSelectElement>('select', 'Direction'), 'outbound');
    await page.choose(page.get<HTMLSelectElement>('select', 'Result'), 'failed');
    await page.type(page.get<HTMLInputElement>('input', 'Search'), 'router');
    expect(page.said).toEqual([
      { ...noFilter, runId: 'run-8', direction: 'outbound' },
      { ...noFilter, runId: 'run-8', outcome: 'failed' },
      { ...noFilter, runId: 'run-8', search: 'router' },
    ]);
    expect(page.words()).toContain('Only the run: Import Appointments');
  });
});

describe('the export', () => {
  test('is redacted unless chosen otherwise, and says what is in the file', async () => {
    const page = await mountActivity();
    const box = page.get<HTMLInputElement>('input', 'Include subjects, names and addresses');
    expect(box.checked).toBe(false);
    expect(page.words()).toContain('replaced by short codes');
    await page.click(box);
    await page.click(page.get('input', 'NDJSON'));
    expect(page.said).toEqual([
      { format: 'csv', texts: 'asTheyAre' },
      { format: 'ndjson', texts: 'redacted' },
    ]);
    const plain = await mountActivity({ choice: { format: 'csv', texts: 'asTheyAre' } });
    expect(plain.words()).toContain('stand in it as they are');
  });

  test('shows its first lines as text before it is saved', async () => {
    const page = await mountActivity();
    expect(page.text('pre')).toBe('time,direction <b>x</b>');
    await page.click(page.get('button', 'Preview'));
    await page.click(page.get('button', 'Export'));
    expect(page.said).toEqual(['preview', 'export']);
  });
});
