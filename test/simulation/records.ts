import type { Side } from '../../lib/domain/appointment';
import { dayMs } from '../../lib/domain/calendar-day';
import { fieldKey } from '../../lib/domain/content-fields';
import { toInterval } from '../../lib/domain/span-interval';
import type { Link } from '../../lib/sync/link';
import type { RemoteRecord } from '../../lib/sync/ports';
import { zone } from './content';
import type { World } from './world';

export const sides = ['helpdesk', 'calendar'] as const;

/** What has left the window is forgotten; what stands at its edge may be in it by one side's reckoning only. */
export function isInWindow(world: World, { content }: Pick<RemoteRecord, 'content'>): boolean {
  const window = world.window();
  const { startMs, endMs } = toInterval(content.span, zone);
  return startMs > window.startMs + 2 * dayMs && endMs < window.endMs - 2 * dayMs;
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
