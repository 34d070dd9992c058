// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { Loaded } from '../../../components/loaded';
import { OptionsAbout } from '../../../components/options-about';
import { OptionsCalendars } from '../../../components/options-calendars';
import { OptionsFrame } from '../../../components/options-frame';
import { OptionsWorkingHours } from '../../../components/options-working-hours';
import type { CalendarsView, CheckCalendarsView, WorkingHoursView } from '../../../lib/domain/account-views';
import { calendars, checks, checksNone, now, workingHours } from '../../gallery/pages-views';
import { mountPage } from './mount-page';

function ready<T>(value: T): Loaded<T> {
  return { kind: 'ready', value };
}

test('the navigation names the sections and the current one', async () => {
  const page = await mountPage(<OptionsFrame section="calendars">{null}</OptionsFrame>);
  const links = page.all<HTMLAnchorElement>('nav a', '');
  expect(links.map(({ textContent, hash }) => [textContent, hash])).toEqual([
    ['Accounts', '#accounts'],
    ['Calendars', '#calendars'],
    ['Sync', '#sync'],
    ['Working hours', '#working-hours'],
    ['Activity', '#activity'],
    ['Conflicts', '#conflicts'],
    ['About', '#about'],
  ]);
  expect(links.filter((link) => link.getAttribute('aria-current') === 'page').map((link) => link.textContent)).toEqual([
    'Calendars',
  ]);
});

describe('calendars', () => {
  async function mountCalendars(
    view: CalendarsView,
    shown: Loaded<CheckCalendarsView> | null = null,
    isConnected = true,
  ) {
    const said: string[] = [];
    const page = await mountPage(
      <OptionsCalendars
        calendars={ready(view)}
        isConnected={isConnected}
        account="leah.novak@acme.example"
        saving={{ kind: 'idle' }}
        checks={shown}
        onChoose={(id) => said.push(`choose ${id}`)}
        onCountsAsBusy={(ids) => said.push(`busy ${ids.join(' ')}`)}
        onCheck={() => said.push('check')}
        onTryAgain={() => said.push('again')}
      />,
    );
    return { ...page, said };
  }

  test('that can only be read stay in sight, cannot be chosen, and say why', async () => {
    const page = await mountCalendars(calendars);
    const select = page.get<HTMLSelectElement>('select', 'Calendar');
    expect([...select.options].map(({ text, disabled }) => [text, disabled])).toEqual([
      ['Leah Novak (main calendar)', false],
      ['Field visits', false],
      ['Holidays in the United Kingdom (read only)', true],
      ['Amir Haddad (free/busy only)', true],
    ]);
    expect(page.words()).toContain('their owner lets you see them, not change them');
    await page.choose(select, 'field');
    expect(page.said).toEqual(['choose field']);
  });

  test('none of which can be written to is an error with a way out', async () => {
    const page = await mountCalendars({ ...calendars, calendars: calendars.calendars.slice(2), chosenId: null });
    expect(page.text('[role=alert]')).toContain('None of your calendars can be written to');
  });

  test('that count as busy are ticked one by one', async () => {
    const page = await mountCalendars(calendars);
    const group = page.get('fieldset', 'Counts as busy');
    expect([...group.querySelectorAll<HTMLInputElement>('input')].map(({ checked }) => checked)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    await page.click(page.get('input', 'Holidays in the United Kingdom'));
    await page.click(page.get('input', 'Field visits'));
    expect(page.said[0]).toBe('busy leah field holidays');
    expect(page.said[1]).toBe('busy leah');
  });

  test('say what to do where no account is connected', async () => {
    const page = await mountCalendars(calendars, null, false);
    expect(page.get<HTMLAnchorElement>('a', 'Go to “Accounts”').hash).toBe('#accounts');
    expect(page.get<HTMLButtonElement>('button', 'Check calendars').disabled).toBe(true);
  });

  test('"Check calendars" lists every agent with the address tried, the result and what to do', async () => {
    const page = await mountCalendars(calendars, ready(checks));
    const rows = [...page.root.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim()),
    );
    expect(rows.map(([name, , result]) => `${name}: ${result}`)).toEqual([
      'Leah Novak: Reachable',
      'Amir Haddad: Free/busy only',
      'Priya Raman: Read only',
      'Tom Okafor: Not shared',
      'Ines Duarte: Reachable',
      'Jonas Weber: Not in your list',
      'Mia Lindqvist: No address',
      'Old Account: Disabled',
      'Sam Field: Not checked',
    ]);
    for (const row of rows) expect(row[3]?.length).toBeGreaterThan(5);
    expect(rows[3]?.[3]).toContain('leah.novak@acme.example');
    expect(rows[2]?.[3]).toContain('priya.raman@acme.example');
    expect(rows[4]?.[3]).toContain('Capitals differ from Ines.Duarte@ACME.example');
    expect(page.words()).toContain('9 agents checked, 4 reachable.');
    expect(page.words()).toContain('agent 44');
    expect(page.words()).toContain('Not reachable here does not mean not read');
  });

  test('"Check calendars" says when nobody can be reached', async () => {
    const page = await mountCalendars(calendars, ready(checksNone));
    expect(page.words()).toContain('No agent’s calendar can be reached with leah.novak@acme.example');
    const empty = await mountCalendars(calendars, ready({ checks: [], skipped: [] }));
    expect(empty.words()).toContain('The helpdesk named no agents.');
  });
});

describe('working hours', () => {
  async function mountHours(hours: Loaded<WorkingHoursView>) {
    const said: string[] = [];
    const page = await mountPage(
      <OptionsWorkingHours
        hours={hours}
        isConnected
        isReading={false}
        saving={{ kind: 'idle' }}
        now={now}
        zones={['Europe/Berlin', 'Europe/London']}
        onReadAgain={() => said.push('again')}
        onFallbackZone={(zone) => said.push(zone)}
        onDefaultLength={(minutes) => said.push(`${minutes} minutes`)}
      />,
    );
    return { ...page, said };
  }

  test('show one’s own week with breaks, days off and zone', async () => {
    const page = await mountHours(ready(workingHours));
    const rows = [...page.root.querySelectorAll('tbody tr')].map((row) => row.textContent);
    expect(rows[0]).toBe('Monday09:00 – 17:3012:30 – 13:15');
    expect(rows[4]).toBe('Friday09:00 – 15:00none');
    expect(rows[6]).toBe('SundayDay off');
    expect(page.text('caption')).toContain('London');
  });

  test('list holidays and leave ahead by date, and leave out what is over', async () => {
    const page = await mountHours(ready(workingHours));
    const ahead = [...page.get('ul', 'Holidays and leave ahead').children].map((row) => row.textContent);
    expect(ahead).toHaveLength(3);
    expect(ahead[0]).toContain('Dentist');
    expect(ahead[0]).toContain('13:00 – 17:00');
    expect(ahead[1]).toContain('Christmas Day');
    expect(ahead[2]).toContain('Annual leave');
  });

  test('name a zone that nobody knows as the helpdesk spells it', async () => {
    const page = await mountHours(ready(workingHours));
    await page.choose(page.get<HTMLSelectElement>('select', 'Whose hours'), '2');
    expect(page.text('[role=alert]')).toContain('“Middle-earth Standard Time”');
  });

  test('say so where an agent has no workday', async () => {
    const page = await mountHours(ready(workingHours));
    await page.choose(page.get<HTMLSelectElement>('select', 'Whose hours'), '7');
    expect(page.words()).toContain('names no workday for Mia Lindqvist');
    expect(page.root.querySelector('table')).toBeNull();
  });

  test('keep the default length and the zone for workdays without one', async () => {
    const page = await mountHours(ready({ ...workingHours, defaultLengthMinutes: 25 }));
    const length = page.get<HTMLSelectElement>('select', 'Default length');
    expect(length.value).toBe('25');
    await page.choose(length, '60');
    await page.choose(page.get<HTMLSelectElement>('select', 'Time zone for workdays that name none'), 'Europe/Berlin');
    await page.click(page.get('button', 'Read again'));
    expect(page.said).toEqual(['60 minutes', 'Europe/Berlin', 'again']);
  });

  test('that could not be read say why and offer another try', async () => {
    const page = await mountHours({ kind: 'failed', problem: { kind: 'timeout', host: 'acme.halopsa.com' } });
    expect(page.text('[role=alert]')).toContain('acme.halopsa.com');
    await page.click(page.get('button', 'Try again'));
    expect(page.said).toEqual(['again']);
  });
});

describe('about', () => {
  test('shows version, shortcuts and diagnostics, and copies the diagnostics as text', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    const said: string[] = [];
    const page = await mountPage(
      <OptionsAbout
        version="0.1.0"
        shortcuts={ready([{ name: 'new-appointment', description: 'New appointment', keys: 'Alt+Shift+D' }])}
        notifications="denied"
        diagnostics={ready({
          lines: [
            { name: 'Version', value: '0.1.0' },
            { name: 'Hosts', value: '2' },
          ],
        })}
        shortcutsPage={null}
        onNotifications={(on) => said.push(`notifications ${on}`)}
        onChangeShortcuts={() => said.push('shortcuts')}
        onTryAgain={() => said.push('again')}
      />,
    );
    expect(page.text('kbd')).toBe('Alt+Shift+D');
    await page.click(page.get('button', 'Copy diagnostics'));
    await expect.poll(() => page.words()).toContain('Copied');
    expect(copied).toEqual(['Version: 0.1.0\nHosts: 2']);
    await page.click(page.get('[role=switch]', 'Notifications'));
    await page.click(page.get('button', 'Change shortcuts'));
    expect(said).toEqual(['notifications true', 'shortcuts']);
    expect(page.text('[role=alert]')).toContain('not allowed to show notifications');
  });
});
