import type { TextKey, Texts } from './texts';

/** Reasons as the readers of both sides give them, and their sentences. What stands in brackets goes into the sentence. */
const reasons: readonly (readonly [RegExp, TextKey])[] = [
  [/^it has no start or no end$/, 'skipNoStart'],
  [/^its (?:dates|times|start|end) cannot be read$/, 'skipTimes'],
  [/^it ends before it starts$/, 'skipEndsBefore'],
  [/^it has no length$/, 'skipNoLength'],
  [/^its text has (\d+) characters, more than (\d+)$/, 'skipTooLong'],
  [/^it has (\d+) attendees, more than (\d+)$/, 'skipTooMany'],
  [/^not all of its attendees are shown$/, 'skipSomeShown'],
  [/^its place in its series cannot be read$/, 'skipNoPlace'],
  [/^it was changed since$/, 'skipChanged'],
  [/^a series cannot be made again$/, 'skipSeriesEnded'],
  [/^it stands there already$/, 'skipThere'],
  [/^its zone is not known: (.+)$/, 'skipZone'],
  [/^(.*(?:rule|recurrence|occurrences).*)$/, 'skipRule'],
  [/^(.*is not as expected \(.+\).*)$/, 'skipShape'],
];

/** Why an item was left alone, in the language of the page; a server's own words stay as they are. */
export function skippedReasonText(t: Texts, reason: string): string {
  for (const [shape, key] of reasons) {
    const found = shape.exec(reason);
    if (found !== null) return t(key, ...found.slice(1));
  }
  return reason;
}
