import type { Side } from '../../lib/domain/appointment';
import { dayMs } from '../../lib/domain/calendar-day';
import { fieldKey } from '../../lib/domain/content-fields';
import { toInterval } from '../../lib/domain/span-interval';
import type { Link } from '../../lib/sync/link';
import type { RemoteRecord } from '../../lib/sync/ports';
import { itemOf, zone } from './content';
import type { World } from './world';

export const sides = ['helpdesk', 'calendar'] as const;

/** What has left the window is forgotten; what stands at its edge may be in it by one side's reckoning only. */
export function isInWindow(world: World, { content }: Pick<RemoteRecord, 'content'>): boolean {
  const { window } = world.rules();
  const { startMs, endMs } = toInterval(content.span, zone);
  return startMs > window.startMs + 2 * dayMs && endMs < window.endMs - 2 * dayMs;
}

/** The records of an item, of both sides. One of each, unless a repeated request has made more. */
export function recordsOf(world: World, item: number): readonly RemoteRecord[] {
  return sides.flatMap((side) =>
    world.truth.repeated.has(item) ? recordsOn(world, side, item) : recordsOn(world, side, item).slice(0, 1),
  );
}

function recordsOn({ sides: held }: World, side: Side, item: number): readonly RemoteRecord[] {
  return [...held[side].records.values()].filter(({ content }) => itemOf(content.subject) === item);
}

export function show({ id, content }: RemoteRecord): string {
  return `${id} "${content.subject}" ${fieldKey('span', content)}`;
}

export function describe(link: Link): string {
  const side = (one: Side) => {
    const { kind } = link[one];
    const attempt = 'attempt' in link[one] ? JSON.stringify(link[one]) : '';
    return `${one} ${kind} ${attempt.length > 600 ? `${attempt.slice(0, 600)}…` : attempt}`;
  };
  return `${link.key} (${link.subject}) ${side('helpdesk')}, ${side('calendar')}, conflict ${link.conflict.join()}`;
}
