import { findAppointmentDialog, findAttendeeLabels } from './appointment-dialog';

/** The helpdesk's "Other Attendees": a creatable react-select. */
export interface AttendeeField {
  readonly container: Element;
  /** The box one types in. */
  readonly input: HTMLInputElement;
}

/** How far the box may be from its label. */
const levelsUp = 6;
const boxes = 'input[id^="react-select"], input[role="combobox"]';

/** The field in the open New Appointment dialog; null when it is missing or could be one of several. */
export function findAttendeeField(document: Document): AttendeeField | null {
  const dialog = findAppointmentDialog(document);
  if (dialog === null) return null;
  const [field = null, ...others] = findAttendeeLabels(dialog).map((label) => fieldOf(label, dialog));
  return others.every((other) => other?.input === field?.input) ? field : null;
}

function fieldOf(label: Element, dialog: Element): AttendeeField | null {
  let container = label.parentElement;
  for (let level = 0; container !== null && container !== dialog && level < levelsUp; level += 1) {
    const [input, another] = container.querySelectorAll<HTMLInputElement>(boxes);
    // With a second box or a second label in it we have left the field and could type into its neighbour.
    if (another !== undefined || container.querySelectorAll('label').length > 1) return null;
    if (input !== undefined) return { container, input };
    container = container.parentElement;
  }
  return null;
}

/** The addresses in the field, in lower case: from the hidden value and from the chips. */
export function readAttendees({ container, input }: AttendeeField): ReadonlySet<string> {
  const values = [...container.querySelectorAll<HTMLInputElement>('input[name]')]
    .filter((named) => named !== input)
    .map((named) => named.value);
  const chips = [...container.querySelectorAll('.Select__multi-value')].map(
    (chip) => (chip.querySelector('.Select__multi-value__label') ?? chip).textContent ?? '',
  );
  return new Set([...values, ...chips].flatMap(addressesIn));
}

/** Is this address, and no other, an entry of the list under the box, and would Enter take it? Null when it is none. */
export function readOffer({ container, input }: AttendeeField, address: string): 'listed' | 'chosen' | null {
  // The list may hang in the body, away from its box; then only the ids tie them together.
  const prefix = input.id.replace(/input$/, 'option-');
  const options = [...input.ownerDocument.querySelectorAll('.Select__option, [role="option"]')].filter(
    (option) => container.contains(option) || (prefix !== '' && option.id.startsWith(prefix)),
  );
  const wanted = options.find((option) => {
    const addresses = new Set(addressesIn(option.textContent ?? ''));
    return addresses.size === 1 && addresses.has(address);
  });
  if (wanted === undefined) return null;
  const activeId = input.getAttribute('aria-activedescendant');
  const chosen =
    options.find(({ id, classList }) =>
      activeId ? id === activeId : classList.contains('Select__option--is-focused'),
    ) ?? options[0];
  return wanted === chosen ? 'chosen' : 'listed';
}

function addressesIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[^\s<>()[\],;:"'“”„«»‹›]+@[\p{L}\p{N}.-]+/gu) ?? [];
}
