import type { AttendeeField } from './attendee-field';
import { findAttendeeField, readAttendees, readOffer } from './attendee-field';
import { waitFor } from './wait-for';

/**
 * Types the addresses into "Other Attendees" of the open New Appointment dialog, as a person would. Remembers in
 * `alreadyTyped` what must not be typed again in this dialog: what it typed and what was there. Stops for good when the
 * agent goes into the box, when the dialog is closed, or when `signal` aborts.
 */
export async function fillOtherAttendees(
  document: Document,
  emails: readonly string[],
  alreadyTyped: Set<string>,
  signal: AbortSignal,
): Promise<'found' | 'notFound'> {
  // A dialog may draw its fields later than its title.
  if ((await waitFor(document, () => findAttendeeField(document), signal)) === null) return 'notFound';
  for (const email of emails) {
    const key = email.trim().toLowerCase();
    if (key === '' || alreadyTyped.has(key)) continue;
    const field = findAttendeeField(document);
    if (signal.aborted || field === null || isAgentIn(field) || field.input.value !== '') break;
    // Noted before it is typed: whatever interrupts us, the agent never sees it come a second time.
    alreadyTyped.add(key);
    if (!readAttendees(field).has(key)) await typeAddress(document, key, email.trim(), signal);
  }
  return 'found';
}

/** We never move the focus (the agent may be typing the subject), so a focus in the field is the agent's. */
function isAgentIn({ container }: AttendeeField): boolean {
  return container.contains(container.ownerDocument.activeElement);
}

async function typeAddress(document: Document, key: string, email: string, signal: AbortSignal): Promise<void> {
  const look = () => seeAddress(findAttendeeField(document), key, email);
  // Twice only where the page replaced the box and lost what stood in it; more steps than a list has entries.
  for (let typed = 0, step = 0; step < 50; step += 1) {
    const sight = await waitFor(document, look, signal);
    const input = findAttendeeField(document)?.input;
    if (input === undefined || signal.aborted) break;
    if (sight === 'empty' && typed < 2) {
      typed += 1;
      setValue(input, email);
    } else if (sight === 'listed') {
      press(input, 'ArrowDown', 40);
      // A framework draws what a key did before the next task at the latest.
      await new Promise((resolve) => setTimeout(resolve));
    } else {
      if (sight === 'chosen') {
        press(input, 'Enter', 13);
        await waitFor(document, () => look() !== 'chosen' || null, signal);
      }
      break;
    }
  }
  giveBack(findAttendeeField(document), email);
}

/** Null while the page has not said what it offers. `listed`: the helpdesk's address book offers others before it. */
function seeAddress(
  field: AttendeeField | null,
  key: string,
  email: string,
): 'over' | 'empty' | 'listed' | 'chosen' | null {
  if (field === null || isAgentIn(field) || readAttendees(field).has(key)) return 'over';
  if (field.input.value !== email) return field.input.value === '' ? 'empty' : 'over';
  return readOffer(field, key);
}

/** Past the framework's own `value`, which would hide the change from it. */
function setValue(input: HTMLInputElement, value: string): void {
  Reflect.set(HTMLInputElement.prototype, 'value', value, input);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function press(input: HTMLInputElement, key: string, keyCode: number): void {
  for (const type of ['keydown', 'keyup'])
    input.dispatchEvent(new KeyboardEvent(type, { key, code: key, keyCode, bubbles: true, cancelable: true }));
}

/** Empties the box of what nobody took and closes its list. Not by Escape: that would close the dialog too. */
function giveBack(field: AttendeeField | null, email: string): void {
  if (field?.input.value !== email) return;
  setValue(field.input, '');
  if (!isAgentIn(field)) field.input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
}
