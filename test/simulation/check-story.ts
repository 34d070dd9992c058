import type { Side } from '../../lib/domain/appointment';
import { dayMs } from '../../lib/domain/calendar-day';
import { contentFields, fieldKey, sameField } from '../../lib/domain/content-fields';
import { expandSeries } from '../../lib/domain/recurrence/expand-series';
import type { Link } from '../../lib/sync/link';
import type { RemoteRecord } from '../../lib/sync/ports';
import { contentFor } from '../../lib/sync/side-content';
import { instanceRecord } from '../fakes/memory-series';
import { itemOf } from './content';
import { describe, isInWindow, show, sides } from './records';
import { idOn, type World } from './world';

/** Each record stands in one link. */
export function sharedIds(links: readonly Link[]): readonly string[] {
  return sides.flatMap((side) => {
    const seen = new Set<string>();
    return links.flatMap((link) => {
      const id = idOn(link, side);
      if (id === null) return [];
      if (seen.has(id)) return [`two links have the ${side}'s ${id}`];
      seen.add(id);
      return [];
    });
  });
}

/**
 * One record per item and side. Occurrences of series are told apart by their links. Of what a repeated request has made
 * twice one goes when everything has healed; edited by somebody, it is an item of its own.
 */
export function duplicates(
  { sides: held, truth }: World,
  isHealed: boolean,
  mayBeTwice: ReadonlySet<number> = new Set(),
): readonly string[] {
  const isAllowed = (item: number) =>
    mayBeTwice.has(item) ||
    (truth.repeated.has(item) && (!isHealed || truth.deletions.some((one) => one.item === item) || isEdited(item)));
  const isEdited = (item: number) =>
    truth.flagged.has(item) || truth.written.some((one) => one.item === item && one.over.length > 0);
  return sides.flatMap((side) => {
    const seen = new Set<number>();
    return [...held[side].records.values()].flatMap(({ content }) => {
      const item = itemOf(content.subject);
      if (item === null || truth.series.has(item) || isAllowed(item)) return [];
      if (seen.has(item)) return [`duplicate of item ${item} in the ${side}`];
      seen.add(item);
      return [];
    });
  });
}

/** Both sides tell the same story. */
export function convergence(world: World, links: readonly Link[]): readonly string[] {
  const { helpdesk, calendar } = world.sides;
  const isDue = (record: Pick<RemoteRecord, 'content'>) => isInWindow(world, record);
  const faults: string[] = [];
  const bySide = { helpdesk: byRecord(links, 'helpdesk'), calendar: byRecord(links, 'calendar') };
  for (const record of helpdesk.records.values()) {
    const link = bySide.helpdesk.get(record.id);
    if (link === undefined && isDue(record)) faults.push(`nobody knows the appointment ${show(record)}`);
    if (link === undefined) continue;
    if (link.calendar.kind !== 'made') {
      if (isDue(record) && !isLeftAlone(link, 'calendar'))
        faults.push(`no event for ${show(record)}: ${describe(link)}`);
      continue;
    }
    const event = liveEvent(world, link.calendar.id, link);
    // Deleted and out of the window before anybody looked: it is forgotten like all that leaves it.
    if (event === null && !isDue(record)) continue;
    if (event === null) faults.push(`the event of ${show(record)} is gone: ${describe(link)}`);
    else if (isDue(record) || isDue(event)) faults.push(...differences(world, link, record, event));
  }
  for (const event of liveEvents(world)) {
    const link = bySide.calendar.get(event.id);
    if (link === undefined) {
      if (isDue(event)) faults.push(`nobody knows the event ${show(event)}`);
      continue;
    }
    const isThere = link.helpdesk.kind === 'made' && helpdesk.records.has(link.helpdesk.id);
    if (!isThere && isDue(event) && !isLeftAlone(link, 'helpdesk'))
      faults.push(`no appointment for ${show(event)}: ${describe(link)}`);
  }
  return faults;

  /**
   * It names a record that somebody deleted while nobody knew of the pair: then nothing is made, and nothing deleted. So
   * does a copy of what was one of that pair.
   */
  function isLeftAlone(link: Link, side: Side): boolean {
    const item = itemOf(link.subject) ?? 0;
    const { deletions, copied } = world.truth;
    return link[side].kind === 'named' && (copied.has(item) || deletions.some((one) => one.item === item));
  }

  function liveEvents({ now }: World): readonly RemoteRecord[] {
    const inSeries = [...calendar.series.values()].flatMap((of) => {
      const range = { startMs: now() - 30 * dayMs, endMs: now() + 180 * dayMs };
      const { occurrences } = expandSeries({
        ...{ master: of.master, exceptions: [...of.exceptions.values()], window: range },
      });
      return occurrences.flatMap(({ originalStart }) => instanceRecord(of, originalStart) ?? []);
    });
    return [...calendar.records.values(), ...inSeries];
  }
}

function liveEvent({ sides: { calendar } }: World, id: string, { occurrence }: Link): RemoteRecord | null {
  const record = calendar.records.get(id);
  if (record !== undefined) return record;
  const of = occurrence === null ? undefined : calendar.series.get(occurrence.masterId);
  return of === undefined || occurrence === null ? null : instanceRecord(of, occurrence.originalStart);
}

function differences(world: World, link: Link, appointment: RemoteRecord, event: RemoteRecord): readonly string[] {
  const { truth } = world;
  const item = itemOf(event.content.subject) ?? itemOf(appointment.content.subject) ?? 0;
  if (truth.hasChangedPrivacy && truth.flagged.has(item)) return [];
  const shown = contentFor('helpdesk', event.content, world.rules());
  return contentFields
    .filter((field) => field !== 'showAs' && !link.conflict.includes(field))
    .filter((field) => !sameField(field, appointment.content, shown))
    .map((field) => {
      const [one, other] = [fieldKey(field, appointment.content), fieldKey(field, shown)];
      return `${field} differs: ${one} in the helpdesk, ${other} in the calendar: ${describe(link)}`;
    });
}

function byRecord(links: readonly Link[], side: Side): ReadonlyMap<string, Link> {
  return new Map(links.flatMap((link) => (idOn(link, side) === null ? [] : [[idOn(link, side) ?? '', link] as const])));
}
