import { createCreatableSelect } from './creatable-select.js';
import { element, icon, wait } from './dom.js';
import { known, readSwitches } from './switches.js';
import { word } from './words.js';

/** When the attendee box is drawn anew, as after an answer that came late. */
const remountAfterMs = 450;

/** The helpdesk's own form for an appointment of a ticket. `onSave` gets what would be sent. */
export function openAppointmentDialog(ticket, onSave) {
  const { isUnknownLayout, hasAddressBook } = readSwitches();
  const start = tomorrow();
  const attendees = isUnknownLayout
    ? plainAttendees()
    : createCreatableSelect({
        number: 4,
        name: 'attendees',
        suggestions: hasAddressBook ? ticket.addressBook : [],
      });
  const subject = element('input', { id: 'appointment-subject', name: 'subject', value: ticket.summary });
  const fields = {
    startDate: element('input', { id: 'appointment-date', type: 'date', value: start }),
    startTime: element('input', { id: 'appointment-start', type: 'time', value: '10:00' }),
    endTime: element('input', { id: 'appointment-end', type: 'time', value: '10:30' }),
    notes: element('textarea', { id: 'appointment-notes', rows: '3' }),
  };

  const dialog = element(
    'div',
    {
      class: 'ah-dialog',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-labelledby': 'appointment-title',
      onkeydown: (event) => event.key === 'Escape' && close(),
    },
    element(
      'div',
      { class: 'ah-dialog-head' },
      element('h2', { id: 'appointment-title' }, word('newAppointment')),
      element(
        'button',
        { type: 'button', class: 'ah-icon-button', 'aria-label': word('cancel'), onclick: close },
        icon('close'),
      ),
    ),
    element(
      'div',
      { class: 'ah-dialog-body' },
      row('subject', subject),
      element(
        'div',
        { class: 'ah-columns' },
        row('startDate', fields.startDate),
        row('startTime', fields.startTime),
        row('endTime', fields.endTime),
      ),
      row('agent', element('input', { id: 'appointment-agent', value: ticket.agent, readonly: true })),
      row('otherAttendees', attendees.holder),
      row('notes', fields.notes),
    ),
    element(
      'div',
      { class: 'ah-dialog-foot' },
      element('button', { type: 'button', class: known('solidbutton', 'ah-button'), onclick: close }, word('cancel')),
      element(
        'button',
        { type: 'button', class: known('solidbutton', 'ah-button ah-primary'), onclick: save },
        word('save'),
      ),
    ),
  );
  const overlay = element('div', { class: 'ah-overlay' }, dialog);

  function close() {
    overlay.remove();
  }
  function save() {
    const { startDate, startTime, endTime, notes } = fields;
    onSave({
      ticket_id: ticket.id,
      subject: subject.value,
      start_date: `${startDate.value}T${startTime.value}:00`,
      end_date: `${startDate.value}T${endTime.value}:00`,
      attendees: attendees.values().join(','),
      note: notes.value,
    });
    close();
  }

  document.querySelector('.ah-app').append(overlay);
  subject.focus();
  void wait(remountAfterMs).then(() => overlay.isConnected && attendees.remount());
}

function row(label, control) {
  const input = control.matches('input, textarea') ? control : control.querySelector('input');
  return element(
    'div',
    { class: known('col-md-12 inline nopad', 'ah-field') },
    element('label', { for: input.id }, word(label)),
    control,
  );
}

/** What the field might become one day: nothing that a program of today knows. */
function plainAttendees() {
  const input = element('input', { id: 'appointment-people', type: 'text' });
  return {
    holder: input,
    values: () => input.value.split(/[\s,;]+/).filter((value) => value !== ''),
    remount() {},
  };
}

function tomorrow() {
  const day = new Date(Date.now() + 86_400_000);
  const two = (value) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
