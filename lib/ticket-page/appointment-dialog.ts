/*
 * The helpdesk's own words, in the languages of our message catalogue. They are not in the catalogue because they are
 * not ours to translate: they must be what the helpdesk shows. A new language needs one entry in each list.
 */
const dialogTitles = ['new appointment', 'neuer termin'];
const attendeeLabels = ['other attendees', 'weitere teilnehmer'];

/** The open New Appointment dialog; null when there is none, or more than one. */
export function findAppointmentDialog(document: Document): Element | null {
  const dialogs = [...document.querySelectorAll('[role="dialog"], dialog[open], .modal')].filter(hasTitle);
  const isInnermost = (dialog: Element) => dialogs.every((other) => other === dialog || !dialog.contains(other));
  const [dialog = null, another] = dialogs.filter(isInnermost);
  return another === undefined ? dialog : null;
}

function hasTitle(dialog: Element): boolean {
  const headings = [...dialog.querySelectorAll('h1, h2, h3, h4, [role="heading"], .header, .title')];
  // A heading may hold its dialog's close button too.
  const titles = headings.flatMap((heading) => [plainText(heading), plain(heading.firstChild?.nodeValue)]);
  return [plain(dialog.ariaLabel), ...titles].some((title) => dialogTitles.includes(title));
}

/** The innermost elements that say "Other Attendees". */
export function findAttendeeLabels(dialog: Element): readonly Element[] {
  return [...dialog.querySelectorAll('*')].filter(
    (element) => element.childElementCount === 0 && attendeeLabels.includes(plainText(element)),
  );
}

function plainText(element: Element): string {
  return plain(element.textContent);
}

/** Without the colon or the star that a form puts behind a label. */
function plain(text: string | null | undefined): string {
  return (text ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[\s:*]+$/, '')
    .trim()
    .toLowerCase();
}
