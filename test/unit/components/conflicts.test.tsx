// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ConflictChoice } from '../../../components/conflict-card';
import { ConflictSection } from '../../../components/conflict-section';
import { OptionsFrame } from '../../../components/options-frame';
import type { ConflictView } from '../../../lib/domain/sync-views';
import { conflicts } from '../../gallery/conflict-views';
import { now } from '../../gallery/pages-views';
import { when } from '../../gallery/sync-views';
import { mountPage } from './mount-page';

async function mountConflicts(shown: readonly ConflictView[], resolving: string | null = null, language = 'en') {
  const said: (readonly [string, readonly ConflictChoice[]])[] = [];
  const page = await mountPage(
    <ConflictSection
      conflicts={{ kind: 'ready', value: shown }}
      resolving={resolving}
      problem={null}
      onResolve={(linkId, choices) => said.push([linkId, choices])}
      onTryAgain={() => {}}
    />,
    language,
  );
  const inField = <E extends HTMLElement = HTMLInputElement>(field: string, name: string): E => {
    const found = [...page.get('fieldset', field).querySelectorAll<E>('input')].find(
      (input) => input.getAttribute('aria-label')?.startsWith(name) === true,
    );
    if (found === undefined) throw new Error(`no ${name} in ${field}`);
    return found;
  };
  return { ...page, said, inField };
}

test('without an account leads to “Accounts” and does not say that both sides agree', async () => {
  const page = await mountPage(
    <ConflictSection
      conflicts={{ kind: 'failed', problem: { kind: 'notConnected', side: 'helpdesk' } }}
      resolving={null}
      problem={null}
      onResolve={() => {}}
      onTryAgain={() => {}}
    />,
  );
  expect(page.words()).not.toContain('Both sides agree');
  expect(page.get('a', 'Go to “Accounts”').getAttribute('href')).toBe('#accounts');
});

test('per field both values and what both last agreed on are shown, and nothing is chosen beforehand', async () => {
  const page = await mountConflicts(conflicts);
  expect(page.get('ul', 'Conflicts').children).toHaveLength(2);
  const time = page.get('fieldset', 'Time').textContent ?? '';
  expect(time).toMatch(/Before: Fri,? 27 Nov 2026, 09:00 – 10:00/);
  expect(time).toContain('10:00 – 11:00');
  expect(time).toContain('14:00 – 15:00');
  expect(page.get('fieldset', 'Subject').textContent).toContain('never agreed on this before');
  expect(page.get('fieldset', 'Notes').textContent).toContain('(empty)');
  expect([...page.root.querySelectorAll<HTMLInputElement>('input')].filter(({ checked }) => checked)).toEqual([]);
});

test('a time, a yes or no and a free or busy are said in the page’s words, in either language', async () => {
  const fields: ConflictView['fields'] = [
    {
      field: 'span',
      helpdesk: '2026-11-27/2026-11-29',
      calendar: '2026-11-27/2026-11-28',
      shownAs: null,
      ancestor: [new Date(2026, 10, 27, 22), new Date(2026, 10, 28, 1)].map((at) => at.toISOString()).join('/'),
    },
    { field: 'isPrivate', helpdesk: 'false', calendar: 'true', shownAs: null, ancestor: null },
    { field: 'showAs', helpdesk: 'busy', calendar: 'free', shownAs: null, ancestor: null },
  ];
  const conflict = { linkId: 'link-1', subject: 'Router swap', ...when(now), fields };
  const english = await mountConflicts([conflict]);
  const time = english.get('fieldset', 'Time').textContent ?? '';
  expect(time).toMatch(/Before: Fri,? 27 Nov 2026, 22:00 – Sat,? 28 Nov 2026, 01:00/);
  expect(time).toMatch(/HelpdeskFri,? 27 Nov 2026 – Sat,? 28 Nov 2026, All dayCalendarFri,? 27 Nov 2026, All day/);
  expect(english.get('fieldset', 'Private').textContent).toContain('HelpdeskNoCalendarYes');
  expect(english.get('fieldset', 'Shown as').textContent).toContain('HelpdeskBusyCalendarFree');
  const german = await mountConflicts([conflict], null, 'de');
  expect(german.get('fieldset', 'Privat').textContent).toContain('HelpdeskNeinKalenderJa');
  expect(german.get('fieldset', 'Angezeigt als').textContent).toContain('HelpdeskBeschäftigtKalenderVerfügbar');
});

test('each field has two radios, "Helpdesk" and "Calendar", described by their values', async () => {
  const page = await mountConflicts(conflicts);
  const radio = page.inField('Time', 'Calendar');
  expect(radio.type).toBe('radio');
  expect(document.getElementById(radio.getAttribute('aria-describedby') ?? '')?.textContent).toContain('14:00');
  expect(page.inField('Time', 'Helpdesk').name).toBe(radio.name);
  expect(page.inField('Notes', 'Helpdesk').name).not.toBe(radio.name);
});

test('of a private value it is said what the helpdesk gets of it', async () => {
  const page = await mountConflicts(conflicts);
  const radio = page.inField('Subject', 'Calendar');
  const described = radio.getAttribute('aria-describedby')?.split(' ') ?? [];
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
    'Printer, second floor',
    'Private: the helpdesk gets “Busy”.',
  ]);
  expect(page.words().match(/Private: /g)).toHaveLength(1);
});

test('a private value of which the helpdesk is shown nothing is not quoted as empty', async () => {
  const field = { field: 'notes', helpdesk: 'Bring it', calendar: 'Results', shownAs: '', ancestor: null } as const;
  const page = await mountConflicts([{ linkId: 'link-1', subject: 'Doctor', ...when(now), fields: [field] }]);
  expect(page.words()).toContain('Private: the helpdesk gets nothing of it.');
});

test('to be remembered is said in full once it is ticked', async () => {
  const page = await mountConflicts(conflicts.slice(0, 1));
  expect(page.words()).not.toContain('without asking');
  await page.click(page.inField('Time', 'Remember for this field: Time'));
  expect(page.get('fieldset', 'Time').textContent).toContain('wins for “Time”, in every item, without asking.');
});

test('nothing is resolved before every field has its side, and what is missing is named', async () => {
  const page = await mountConflicts(conflicts.slice(0, 1));
  await page.click(page.inField('Time', 'Calendar'));
  await page.click(page.get('button', 'Resolve'));
  expect(page.said).toEqual([]);
  expect(page.words()).toContain('Choose a side for each: Notes');
});

test('"Resolve" hands over every choice with what is to be remembered', async () => {
  const page = await mountConflicts(conflicts.slice(0, 1));
  await page.click(page.inField('Time', 'Calendar'));
  await page.click(page.inField('Notes', 'Helpdesk'));
  await page.click(page.inField('Time', 'Remember for this field: Time'));
  await page.click(page.get('button', 'Resolve'));
  expect(page.said).toEqual([
    [
      'link-1',
      [
        { field: 'span', winner: 'calendar', remember: true },
        { field: 'notes', winner: 'helpdesk', remember: false },
      ],
    ],
  ]);
  expect(document.activeElement?.textContent).toBe('1 open conflict');
});

test('a choice that is being written is not written twice', async () => {
  const page = await mountConflicts(conflicts.slice(1), 'link-2');
  await page.click(page.inField('Subject', 'Helpdesk'));
  await page.click(page.get('button', 'Resolve'));
  expect(page.said).toEqual([]);
  expect(page.words()).toContain('Writing your choice…');
});

test('without conflicts it says that both sides agree', async () => {
  const page = await mountConflicts([]);
  expect(page.text('[role=status]')).toBe('No conflicts. Both sides agree.');
});

test('the navigation counts them in words for those who do not see the badge', async () => {
  const page = await mountPage(
    <OptionsFrame section="sync" conflictCount={2}>
      {null}
    </OptionsFrame>,
  );
  expect(page.get('nav a', 'Conflicts').textContent).toBe('Conflicts22 open conflicts');
  await page.show(<OptionsFrame section="sync">{null}</OptionsFrame>);
  expect(page.get('nav a', 'Conflicts').textContent).toBe('Conflicts');
});
