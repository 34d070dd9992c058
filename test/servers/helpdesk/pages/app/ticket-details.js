import { avatar, element } from './dom.js';
import { formatDay } from './moments.js';
import { known } from './switches.js';
import { word } from './words.js';

/** What is known of the ticket, in groups of labelled rows. */
export function detailsOf(ticket) {
  return element(
    'aside',
    { class: 'ah-details', 'aria-label': word('ticketInformation') },
    group('ticketInformation', [
      ['assignedAgent', people([ticket.agent])],
      ['additionalAgents', people(ticket.additionalAgents)],
      ['team', ticket.team],
      ['ticketType', ticket.type],
      ['status', ticket.status],
      ['priority', ticket.priority],
      ['created', formatDay(ticket.created)],
    ]),
    group('endUserDetails', [
      ['user', ticket.user],
      ['client', ticket.client],
      ['site', ticket.site],
      ['email', ticket.email],
    ]),
  );
}

function group(heading, rows) {
  return element(
    'section',
    { class: known('details-group', 'ah-group') },
    element('h2', { class: known('details-group-header', 'ah-group-head') }, word(heading)),
    element(
      'div',
      { class: known('info info-form', 'ah-rows') },
      ...rows.map(([label, value]) =>
        element(
          'div',
          { class: known('col-md-12 inline nopad', 'ah-row') },
          element('label', {}, word(label)),
          element('div', { class: 'noedit-value' }, value || '–'),
        ),
      ),
    ),
  );
}

function people(names) {
  const present = names.filter((name) => name !== '');
  if (present.length === 0) return '';
  return element(
    'span',
    { class: 'ah-people' },
    ...present.map((name) => element('span', { class: 'ah-person' }, avatar(name), name)),
  );
}
