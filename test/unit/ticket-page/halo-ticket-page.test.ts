// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import {
  appointmentAnchor,
  isDarkPage,
  isTicketPage,
  readTicketId,
  themeElement,
} from '../../../lib/ticket-page/halo-ticket-page';
import { readTicketPage } from './ticket-page-fixture';

function idOf(address: string): number | null {
  return readTicketId(new URL(address, 'https://acme.halopsa.com'));
}

describe('which ticket an address shows', () => {
  test.each([
    ['/ticket?id=1001', 1001],
    ['/ticket/?id=1001', 1001],
    ['/ticket?id=0646478', 646_478],
    ['/tickets?&id=12', 12],
    ['/tickets?area=1&mainview=team&viewid=0&id=0000012&selid=99', 12],
    ['/Ticket?id=7#history', 7],
    ['/ticket?id=7&id=0007', 7],
    ['/ticket?id=2147483647', 2_147_483_647],
  ])('%s shows ticket %i', (address, id) => {
    expect(idOf(address)).toBe(id);
    expect(isTicketPage(`https://acme.halopsa.com${address}`)).toBe(true);
  });

  test.each([
    '/tickets',
    '/tickets?area=1&selid=1001',
    '/ticket',
    '/ticket?id=',
    '/ticket?id=0',
    '/ticket?id=-5',
    '/ticket?id=1e3',
    '/ticket?id=12abc',
    '/ticket?id=٣',
    '/ticket?id=2147483648',
    '/ticket?id=99999999999999999999999',
    '/ticket?id=1&id=2',
    '/ticket?ID=1',
    '/portal?id=1001',
    '/portal/ticket?id=1001',
    '/kb?btn=&faqlist=&id=1001',
    '/config/tickets?id=1001',
    '/newticket?id=1001',
    '/tickets/1001',
    '/?id=1001',
  ])('%s shows no ticket', (address) => {
    expect(idOf(address)).toBeNull();
  });

  test('what is no address is no ticket page', () => {
    expect(isTicketPage('')).toBe(false);
    expect(isTicketPage('ticket?id=1')).toBe(false);
  });
});

describe('where the button goes', () => {
  test('after the last action of the title bar, not into the menu beside it', () => {
    const page = readTicketPage('agent-ticket');
    const lastAction = page.querySelector('#last-action');
    expect(appointmentAnchor(page)).toEqual({
      kind: 'actions',
      parent: lastAction?.parentElement,
      neighbour: lastAction,
    });
  });

  test('beside "Share" when it is unclear which of two bars holds the actions', () => {
    const page = readTicketPage('agent-ticket');
    page.querySelector('[title="Refresh"]')?.classList.add('actionmenubtn');
    const share = page.querySelector('#share');
    expect(appointmentAnchor(page)).toEqual({ kind: 'title', parent: share?.parentElement, neighbour: share });
  });

  test('into the title, then above the history, when there are no buttons that we know', () => {
    const page = readTicketPage('agent-ticket');
    for (const bar of page.querySelectorAll('.details_page_title .buttons-container')) bar.remove();
    const title = page.querySelector('.details_page_title');
    expect(appointmentAnchor(page)).toEqual({ kind: 'title', parent: title, neighbour: null });
    title?.remove();
    expect(appointmentAnchor(page).parent.id).toBe('history-options');
    page.querySelector('#history-options')?.remove();
    expect(appointmentAnchor(page).parent.id).toBe('tabs');
  });

  test('over the page when two tickets are drawn at once', () => {
    const page = readTicketPage('agent-ticket');
    const root = page.querySelector('#root');
    if (root !== null) page.body.append(root.cloneNode(true));
    expect(appointmentAnchor(page)).toEqual({ kind: 'floating', parent: page.body, neighbour: null });
  });

  test('over the page in a layout that we do not know', () => {
    const page = readTicketPage('other-layout');
    expect(appointmentAnchor(page)).toEqual({ kind: 'floating', parent: page.body, neighbour: null });
  });
});

describe('light or dark', () => {
  test('follows the class that the agent switches', () => {
    const page = readTicketPage('agent-ticket');
    expect(isDarkPage(page)).toBe(true);
    themeElement(page)?.classList.remove('theme-dark');
    expect(isDarkPage(page)).toBe(false);
  });

  test('an unknown layout counts as light', () => {
    const page = readTicketPage('other-layout');
    expect(themeElement(page)).toBeNull();
    expect(isDarkPage(page)).toBe(false);
  });
});
