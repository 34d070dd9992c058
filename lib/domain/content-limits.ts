/** Far beyond what anybody writes: such a text is not carried through every store on the way. */
export const longestNotes = 200_000;

/** Google's pages let nobody invite more, and show no complete list beyond. */
export const mostAttendees = 200;

/** Why a record is too large to be copied whole, in words for the report; null: it is not. A part is never copied. */
export function tooLarge(notes: string, attendees: readonly unknown[]): string | null {
  if (notes.length > longestNotes) return `its text has ${notes.length} characters, more than ${longestNotes}`;
  if (attendees.length > mostAttendees) return `it has ${attendees.length} attendees, more than ${mostAttendees}`;
  return null;
}
