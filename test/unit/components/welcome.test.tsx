// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { AccountsDesk } from '../../../components/account-cards';
import { WelcomePage } from '../../../components/welcome-page';
import type { AccountsView, CalendarsView } from '../../../lib/domain/account-views';
import { accounts, accountsNone, calendars } from '../../gallery/pages-views';
import { mountPage } from './mount-page';

async function mountWelcome(view: AccountsView, shown: CalendarsView | null) {
  const said: string[] = [];
  const nothing = () => {};
  const desk: AccountsDesk = {
    helpdeskWork: { kind: 'idle' },
    googleWork: { kind: 'idle' },
    missingHelpdeskPermission: null,
    missingGooglePermission: null,
    disconnecting: null,
    helpdesk: { onConnect: nothing, onAllow: nothing, onReconnect: nothing, onDisconnect: nothing },
    google: { onSignIn: nothing, onAllow: nothing, onReconnect: nothing, onDisconnect: nothing },
    onDecideDisconnect: nothing,
    onTakeBack: nothing,
    onCloseDisconnect: nothing,
  };
  const page = await mountPage(
    <WelcomePage
      accounts={{ kind: 'ready', value: view }}
      desk={desk}
      calendars={shown && { kind: 'ready', value: shown }}
      saving={{ kind: 'idle' }}
      onChooseCalendar={(id) => said.push(id)}
      onTryAgain={nothing}
    />,
  );
  const steps = () =>
    [...page.root.querySelectorAll('.step-mark .visually-hidden')].map(({ textContent }) => textContent);
  return { ...page, said, steps };
}

test('a new agent sees what Docket does, reads and never does, and three open steps', async () => {
  const page = await mountWelcome(accountsNone, null);
  for (const title of ['What it does', 'What it reads', 'What it never does']) page.get('section', title);
  expect(page.steps()).toEqual(['Step 1', 'Step 2', 'Step 3']);
  page.get('button', 'Connect helpdesk');
  page.get('button', 'Sign in with Google');
  expect(page.words()).not.toContain('You are ready');
});

test('each finished step is marked in words', async () => {
  const page = await mountWelcome({ ...accounts, calendar: accountsNone.calendar }, null);
  expect(page.steps()).toEqual(['Step 1, done', 'Step 2', 'Step 3']);
});

test('the last step chooses the calendar, and then says what to try', async () => {
  const open = await mountWelcome(accounts, { ...calendars, chosenId: null });
  expect(open.steps()).toEqual(['Step 1, done', 'Step 2, done', 'Step 3']);
  await open.choose(open.get<HTMLSelectElement>('select', 'Calendar'), 'field');
  expect(open.said).toEqual(['field']);

  const page = await mountWelcome(accounts, calendars);
  expect(page.steps()).toEqual(['Step 1, done', 'Step 2, done', 'Step 3, done']);
  expect(page.get('section', 'You are ready').textContent).toContain('Add to calendar');
  expect(page.get<HTMLAnchorElement>('a', 'Check calendars').getAttribute('href')).toBe('/options.html#calendars');
});
