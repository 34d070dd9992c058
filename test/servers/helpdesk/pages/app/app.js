import { avatar, element, icon } from './dom.js';
import { showCalendar, showList, showPortal } from './other-screens.js';
import { addressWithSwitches, known, readSwitches } from './switches.js';
import { showTicket } from './ticket-screen.js';
import { word } from './words.js';

const root = document.getElementById('root');
const agent = 'Leah Novak';

if (/^\/(portal|kb)/i.test(location.pathname)) showPortal(root);
else void start();

async function start() {
  const tickets = await (await fetch('/page-data/tickets')).json();
  const screen = element('main', { class: 'ah-main', 'aria-label': 'Acme Helpdesk' });
  const list = sideList(tickets);
  const links = element('div', { class: 'ah-links' });
  root.replaceChildren(
    element(
      'div',
      { class: known('app-container', 'ah-app') },
      element('nav', { id: known('app-nav-menu', 'ah-nav'), class: 'ah-nav', 'aria-label': 'Acme Helpdesk' }, links),
      list.column,
      screen,
    ),
  );
  setDark(readSwitches().isDark);

  let visit = 0;
  function route() {
    visit += 1;
    const own = visit;
    const isCurrent = () => own === visit;
    const id = Number(new URLSearchParams(location.search).get('id'));
    const isCalendar = /^\/calendar/i.test(location.pathname);
    document.title = id > 0 ? `${id} · Acme Helpdesk` : 'Acme Helpdesk';
    links.replaceChildren(...navigation(isCalendar));
    list.mark(id);
    list.column.hidden = isCalendar || id <= 0;
    for (const left of document.querySelectorAll('.ah-overlay, .ah-sent')) left.remove();
    if (isCalendar) void showCalendar(screen, isCurrent);
    else if (id > 0) void showTicket(screen, id, isCurrent);
    else showList(screen, tickets, ticketLink);
  }

  // No page is loaded again: what stands on it must notice by itself that another ticket is shown.
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="/"]');
    if (link === null || link === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', link.getAttribute('href'));
    route();
  });
  addEventListener('popstate', route);
  route();
}

function navigation(isCalendar) {
  const link = (path, label, picture, isHere) =>
    element(
      'a',
      {
        class: 'app-side-link ah-side-link',
        href: addressWithSwitches(path),
        'aria-current': isHere && 'page',
        // On a narrow screen the words are not shown.
        'aria-label': word(label),
      },
      icon(picture),
      element('span', {}, word(label)),
    );
  return [
    element('img', { class: 'ah-logo', src: '/page-assets/icon.svg', alt: 'Acme Helpdesk' }),
    link('/tickets', 'tickets', 'ticket', !isCalendar),
    link('/calendar', 'calendar', 'calendar', isCalendar),
    element('span', { class: 'ah-gap' }),
    element(
      'button',
      {
        type: 'button',
        class: 'ah-side-link',
        'aria-pressed': String(isDark()),
        'aria-label': word('darkMode'),
        onclick: toggleDark,
      },
      icon('moon'),
      element('span', {}, word('darkMode')),
    ),
    element('span', { class: 'ah-me', title: agent }, avatar(agent)),
  ];
}

function sideList(tickets) {
  const rows = new Map(
    tickets.map((ticket) => [
      ticket.id,
      element(
        'li',
        {},
        element(
          'a',
          { class: 'ah-ticket-link', href: addressWithSwitches('/ticket', { id: String(ticket.id) }) },
          element('span', { class: 'ah-ticket-subject' }, ticket.summary || word('noSubject')),
          element(
            'span',
            { class: 'ah-ticket-meta' },
            element('span', {}, String(ticket.id)),
            element('span', { class: 'ah-client' }, ticket.client),
          ),
          ticket.agent && avatar(ticket.agent),
        ),
      ),
    ]),
  );
  const filter = element('input', {
    type: 'search',
    class: 'ah-filter',
    placeholder: word('filter'),
    'aria-label': word('filter'),
  });
  filter.addEventListener('input', () => {
    for (const { id, summary } of tickets) {
      const text = `${id} ${summary}`.toLowerCase();
      rows.get(id).hidden = !text.includes(filter.value.trim().toLowerCase());
    }
  });
  const column = element(
    'section',
    { class: 'ah-side', 'aria-label': word('allTickets') },
    element('div', { class: 'ah-side-head' }, element('strong', {}, 'Acme Helpdesk'), filter),
    element('ul', { class: 'ah-ticket-list' }, ...rows.values()),
  );
  return {
    column,
    mark(id) {
      for (const [ticketId, row] of rows) {
        const link = row.querySelector('a');
        if (ticketId === id) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
    },
  };
}

function ticketLink(id, text) {
  return element('a', { href: addressWithSwitches('/ticket', { id: String(id) }) }, text);
}

function isDark() {
  return document.querySelector('.ah-app').classList.contains('ah-dark');
}

function setDark(isWanted) {
  const app = document.querySelector('.ah-app');
  app.classList.toggle('ah-dark', isWanted);
  if (!readSwitches().isUnknownLayout) app.classList.toggle('theme-dark', isWanted);
}

function toggleDark(event) {
  setDark(!isDark());
  event.currentTarget.setAttribute('aria-pressed', String(isDark()));
}
