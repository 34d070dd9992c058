// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { findAppointmentDialog } from '../../../lib/ticket-page/appointment-dialog';
import { findAttendeeField, readAttendees, readOffer } from '../../../lib/ticket-page/attendee-field';
import { readTicketPage } from './ticket-page-fixture';

function dialogPage(change: (page: Document) => void = () => {}): Document {
  const page = readTicketPage('appointment-dialog');
  change(page);
  return page;
}

function retitle(page: Document, title: string): void {
  page.querySelector('.header')?.replaceChildren(title);
}

describe('the New Appointment dialog', () => {
  test.each(['New Appointment', '  new   appointment ', 'Neuer Termin'])('is known by its title "%s"', (title) => {
    expect(findAppointmentDialog(dialogPage((page) => retitle(page, title)))).not.toBeNull();
  });

  test.each(['Edit Appointment', 'New Appointment Type', 'Nouveau rendez-vous', ''])('is not "%s"', (title) => {
    expect(findAppointmentDialog(dialogPage((page) => retitle(page, title)))).toBeNull();
  });

  test('is the inner one of two nested boxes, and none of two side by side', () => {
    const nested = dialogPage((page) => page.querySelector('.modals')?.classList.add('modal'));
    expect(findAppointmentDialog(nested)).toBe(nested.querySelector('[role="dialog"]'));
    const twice = dialogPage((page) => {
      const dialog = page.querySelector('[role="dialog"]');
      dialog?.after(dialog.cloneNode(true));
    });
    expect(findAppointmentDialog(twice)).toBeNull();
  });

  test('a ticket page without it has none', () => {
    expect(findAppointmentDialog(readTicketPage('agent-ticket'))).toBeNull();
  });
});

describe('its field "Other Attendees"', () => {
  test('is the box nearest to the label', () => {
    const page = dialogPage();
    const field = findAttendeeField(page);
    expect(field?.input.id).toBe('react-select-3-input');
    expect(page.querySelector('#people')?.contains(field?.container ?? null)).toBe(true);
  });

  test('is found under its German label', () => {
    const page = dialogPage((german) => german.querySelector('#people span')?.replaceChildren('Weitere Teilnehmer *'));
    expect(findAttendeeField(page)?.input.id).toBe('react-select-3-input');
  });

  test('is left alone under a label that we do not know', () => {
    const page = dialogPage((other) => other.querySelector('#people span')?.replaceChildren('Participants'));
    expect(findAttendeeField(page)).toBeNull();
  });

  test('is left alone when two fields have that label', () => {
    const page = dialogPage((twice) => {
      const people = twice.querySelector('#people');
      people?.after(people.cloneNode(true));
    });
    expect(findAttendeeField(page)).toBeNull();
  });

  test('is never the box of its neighbour, while its own is not drawn', () => {
    expect(findAttendeeField(readTicketPage('flat-dialog'))).toBeNull();
    const undrawn = dialogPage((page) => page.querySelector('#people .Select')?.remove());
    expect(findAttendeeField(undrawn)).toBeNull();
  });

  test('tells who is in it, from its chips and from its hidden value', () => {
    const field = findAttendeeField(dialogPage());
    if (field === null) throw new Error('the fixture has no field');
    expect([...readAttendees(field)].sort()).toEqual(['mia.chen@acme.example', 'omar.said@acme.example']);
  });

  test('tells what Enter would take, also from a list that hangs in the body', () => {
    const page = dialogPage();
    const field = findAttendeeField(page);
    if (field === null) throw new Error('the fixture has no field');
    expect(readOffer(field, 'samir@acme.example')).toBe('chosen');
    expect(readOffer(field, 'amir@acme.example')).toBe('listed');
    expect(readOffer(field, 'kim@acme.example')).toBeNull();
    field.input.setAttribute('aria-activedescendant', 'react-select-3-option-1');
    expect(readOffer(field, 'amir@acme.example')).toBe('chosen');
  });
});
