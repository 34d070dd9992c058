import { avatar, element, icon } from './dom.js';
import { formatDay, formatSpan } from './moments.js';
import { word } from './words.js';

/** What has happened and what is planned: the answer that comes last. */
export function storyOf({ actions, appointments }) {
  const list = appointments.map((appointment) =>
    element(
      'li',
      { class: 'ah-appointment', 'data-id': String(appointment.id) },
      icon('calendar'),
      element('strong', {}, appointment.subject || word('noSubject')),
      element('span', { class: 'ah-quiet' }, `${formatSpan(appointment)} · ${appointment.agent}`),
    ),
  );
  return [
    element(
      'div',
      { class: 'infinite-scroll-component' },
      ...actions.map((entry) =>
        element(
          'article',
          { class: 'action-history-item', 'data-id': String(entry.id) },
          avatar(entry.who),
          element(
            'div',
            {},
            element(
              'p',
              { class: 'ah-entry-head' },
              element('strong', { class: 'who' }, entry.who),
              element('span', { class: 'outcome' }, word(entry.outcome)),
              element('span', { class: 'when' }, formatDay(entry.when)),
            ),
            entry.text && element('p', { class: 'actioncontent' }, entry.text),
          ),
        ),
      ),
    ),
    element(
      'section',
      { class: 'ah-appointments', 'aria-label': word('appointments') },
      element('h2', { class: 'ah-group-head' }, word('appointments')),
      list.length === 0 ? element('p', { class: 'ah-quiet' }, word('noAppointments')) : element('ul', {}, ...list),
    ),
  ];
}
