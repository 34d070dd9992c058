import { element } from './dom.js';
import { dayOf, timesOf } from './moments.js';
import { known } from './switches.js';
import { word } from './words.js';

/** All tickets, when none is open: react-table's rows, as the helpdesk has them. */
export function showList(screen, tickets, linkTo) {
  const head = ['subject', 'client', 'agent', 'status'].map((label) =>
    element('div', { class: 'rt-th', role: 'columnheader' }, word(label)),
  );
  const rows = tickets.map((ticket) =>
    element(
      'div',
      { class: known('rt-tr-group', 'ah-line'), id: String(ticket.id).padStart(7, '0'), role: 'row' },
      element('div', { class: 'rt-td', role: 'cell' }, linkTo(ticket.id, ticket.summary || word('noSubject'))),
      ...[ticket.client, ticket.agent, ticket.status].map((text) =>
        element('div', { class: 'rt-td', role: 'cell' }, text || '–'),
      ),
    ),
  );
  screen.replaceChildren(
    element('h1', { class: 'ah-page-title' }, word('allTickets')),
    element(
      'div',
      { class: known('ReactTable', 'ah-table'), role: 'table', 'aria-label': word('allTickets') },
      element('div', { class: 'rt-thead ah-line', role: 'row' }, ...head),
      ...rows,
    ),
  );
}

/** The fortnight ahead, day by day. */
export async function showCalendar(screen, isCurrent) {
  const appointments = await (await fetch('/page-data/calendar')).json();
  if (!isCurrent()) return;
  const byDay = Map.groupBy(appointments, dayOf);
  screen.replaceChildren(
    element('h1', { class: 'ah-page-title' }, word('calendar')),
    ...[...byDay].map(([day, entries]) =>
      element(
        'section',
        { class: 'ah-day', 'aria-label': day },
        element('h2', { class: 'ah-group-head' }, day),
        ...entries.map((entry) =>
          element(
            'div',
            { class: 'ah-slot', 'data-id': String(entry.id) },
            element('span', { class: 'ah-time' }, timesOf(entry, word('allDay'))),
            element('strong', {}, entry.subject || word('noSubject')),
            element('span', { class: 'ah-quiet' }, entry.agent),
          ),
        ),
      ),
    ),
  );
}

/** The customers' side. It looks a little like a ticket, and must be left alone. */
export function showPortal(root) {
  root.replaceChildren(
    element(
      'main',
      { class: 'app-container ah-portal' },
      element(
        'div',
        { class: 'details_page_title' },
        element('h1', {}, word('portalTitle')),
        element('p', {}, word('portalText')),
        element(
          'div',
          { class: 'buttons-container' },
          element(
            'button',
            { type: 'button', class: 'actionmenubtn solidbutton fabtn ah-button' },
            word('portalAction'),
          ),
        ),
      ),
    ),
  );
}
