import type { GoogleBox } from '../domain/account-views';

const prefix = 'https://www.googleapis.com/auth/';

/**
 * The boxes of the consent page, each with the scopes that do as well. Which scope opens which method is Google's own
 * list (Calendar API discovery document, `scopes` of each method).
 */
const boxes: Readonly<Record<GoogleBox, readonly string[]>> = {
  'calendar.events': ['calendar'],
  'calendar.calendarlist.readonly': ['calendar.calendarlist', 'calendar.readonly', 'calendar'],
  'calendar.freebusy': ['calendar.events.freebusy', 'calendar.readonly', 'calendar'],
};
const boxNames = Object.keys(boxes) as GoogleBox[];

/** What Docket asks of Google: the least that it needs. */
export const googleScopes: readonly string[] = boxNames.map((box) => prefix + box);

/** The boxes that were left out: neither they nor a broader scope were granted. */
export function missingGoogleBoxes(granted: readonly string[]): readonly GoogleBox[] {
  const names = new Set(granted.map((scope) => (scope.startsWith(prefix) ? scope.slice(prefix.length) : scope)));
  return boxNames.filter((box) => !names.has(box) && !boxes[box].some((broader) => names.has(broader)));
}
