import type { AppointmentContent, Side } from '../domain/appointment';
import { contentFields, differingFields, sameField } from '../domain/content-fields';
import type { Link, LinkSide, MadeSide } from './link';
import type { RemoteRecord } from './ports';

/** How long a repeated request takes, and how far clocks may be apart where a side does not say when it wrote (ms). */
const repeatedWithinMs = 2 * 60_000;

/**
 * Whether a record with our key is one that our own creation made a second time, because its request was repeated on the
 * way: as it was sent, and written in the minute of that creation. What a person copies later has another time of
 * writing, and what somebody has edited since holds more than was sent: both are theirs.
 */
export function isRepeatOf(link: Link, side: Side, record: RemoteRecord, nowMs: number): boolean {
  const kept = link[side];
  if (kept.kind !== 'made' || kept.madeAtMs === null) return false;
  // What was sent then; the record that the link knows may have been edited since.
  const sent = [link.wanted, kept.agreed, kept.content].filter((one) => one !== null);
  const shown = contentFields.filter((field) => record.absent?.includes(field) !== true);
  return (
    Math.abs((record.changedAtMs ?? nowMs) - kept.madeAtMs) < repeatedWithinMs &&
    shown.every((field) => sent.some((one) => sameField(field, record.content, one)))
  );
}

/**
 * Which of two records of one creation stays. Two profiles that have each made one of them must not each remove the
 * other's, so both take the one that was made first. A side where one creation can make two counts its records up.
 */
export function isFirst(id: string, other: string): boolean {
  return Number(id) < Number(other);
}

/** When our creation acted: as the side says, unless somebody has changed the record since; else when it was sent. */
export function creationTimeMs(
  { sentAtMs }: LinkSide & { kind: 'asked' },
  { changedAtMs, content }: Pick<MadeSide, 'changedAtMs' | 'content'>,
  sent: AppointmentContent,
): number {
  return (differingFields(content, sent).length === 0 ? changedAtMs : null) ?? sentAtMs;
}
