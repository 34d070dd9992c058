import { openAppointmentDialog } from './appointment-dialog.js';
import { element, icon, wait } from './dom.js';
import { known } from './switches.js';
import { detailsOf } from './ticket-details.js';
import { storyOf } from './ticket-story.js';
import { word } from './words.js';

/** A page that is built of many answers draws its title bar late, and once more when the last of them is there. */
const titleAfterMs = 300;
const historyAfterMs = 600;

/** One ticket. `isCurrent` turns false when the agent has gone elsewhere. */
export async function showTicket(screen, id, isCurrent) {
  screen.replaceChildren(element('p', { class: 'ah-quiet', role: 'status' }, word('loading')));
  const answer = await fetch(`/page-data/ticket?id=${id}`);
  await wait(titleAfterMs);
  if (!isCurrent()) return;
  if (!answer.ok) {
    screen.replaceChildren(element('p', { class: 'ah-quiet', role: 'status' }, word('notFound')));
    return;
  }
  const ticket = await answer.json();
  const context = { ticket, refresh: () => showTicket(screen, id, isCurrent) };
  const title = titleBar(context);
  const history = element('div', { id: 'tickethistoryscroll', class: 'ah-history' });
  history.append(element('p', { class: 'ah-quiet' }, word('loading')));
  screen.replaceChildren(
    title,
    element(
      'div',
      { class: known('details-form-holder ticketdetails', 'ah-ticket') },
      element('div', { class: 'ah-story' }, tabControls(), history),
      detailsOf(ticket),
    ),
  );

  const later = await (await fetch(`/page-data/history?id=${id}`)).json();
  await wait(historyAfterMs);
  if (!isCurrent() || !screen.contains(title)) return;
  title.replaceWith(titleBar(context));
  history.replaceChildren(...storyOf(later));
}

function titleBar({ ticket, refresh }) {
  const number = String(ticket.id).padStart(7, '0');
  return element(
    'div',
    { class: known('details_page_title', 'ah-title') },
    element(
      'div',
      { class: 'ah-heading' },
      element(
        'h1',
        { class: 'profile-full-name oneline' },
        ticket.summary || word('noSubject'),
        ' ',
        element('span', { class: 'ah-number' }, `[ID:${number}]`),
      ),
      element(
        'div',
        { class: 'ah-byline' },
        element('span', { class: 'ah-status' }, ticket.status),
        ticket.client,
        ticket.user && ` · ${ticket.user}`,
      ),
    ),
    element(
      'div',
      { class: 'ah-bars' },
      element(
        'div',
        { class: known('buttons-container', 'ah-bar') },
        action('reply', 'reply'),
        action('note', 'note'),
        action('newAppointment', 'calendar', () => openAppointmentDialog(ticket, showSent)),
        action('close', 'check'),
        moreMenu(),
      ),
      element(
        'div',
        { class: known('buttons-container', 'ah-bar') },
        utility('refresh', 'refresh', refresh),
        utility('share', 'share-alt', () => navigator.clipboard?.writeText(location.href)),
      ),
    ),
  );
}

function action(label, picture, onclick = () => {}) {
  return element(
    'button',
    { type: 'button', class: known('actionmenubtn solidbutton fabtn', 'ah-button'), onclick },
    icon(picture),
    word(label),
  );
}

function utility(label, picture, onclick) {
  return element(
    'button',
    {
      type: 'button',
      class: known('solidbutton fabtn notext', 'ah-button ah-square'),
      title: word(label),
      'aria-label': word(label),
      onclick,
    },
    icon(picture),
  );
}

/** Semantic UI's dropdown, as the helpdesk has it. */
function moreMenu() {
  const menu = element(
    'div',
    { class: known('menu', 'ah-menu'), hidden: true },
    element('div', { class: 'item', role: 'option', 'aria-selected': 'false' }, word('merge')),
    element('div', { class: 'item', role: 'option', 'aria-selected': 'false' }, word('print')),
  );
  const toggle = () => {
    menu.hidden = !menu.hidden;
    holder.setAttribute('aria-expanded', String(!menu.hidden));
  };
  const holder = element(
    'div',
    {
      class: known('ui dropdown', 'ah-button ah-more'),
      role: 'listbox',
      tabindex: '0',
      'aria-label': word('more'),
      'aria-expanded': 'false',
      onclick: toggle,
      onkeydown: (event) => (event.key === 'Enter' || event.key === ' ') && toggle(),
    },
    element('span', { 'aria-hidden': 'true' }, word('more')),
    icon('down'),
    menu,
  );
  return holder;
}

function tabControls() {
  return element(
    'div',
    { class: known('tabControls', 'ah-tabs') },
    element('span', { class: 'ah-tab' }, word('progress')),
    element('div', { class: known('history-options buttons-container', 'ah-bar') }),
  );
}

/** What the dialog would have sent, for whoever looks: an agent learning, or a test. */
function showSent(body) {
  document.querySelector('.ah-sent')?.remove();
  document
    .querySelector('.ah-app')
    .append(
      element(
        'div',
        { class: 'ah-sent', role: 'status', 'aria-label': word('sent') },
        element('strong', {}, word('sent')),
        element('pre', {}, JSON.stringify([body], null, 2)),
      ),
    );
}
