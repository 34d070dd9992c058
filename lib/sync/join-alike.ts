import type { AppointmentContent, Side } from '../domain/appointment';
import { fieldKey } from '../domain/content-fields';
import { withSchedule } from './fold-record';
import { foundKey } from './found-key';
import { line } from './journal-line';
import type { LinkStep } from './plan-link';
import type { SyncDeps } from './run-sync';
import { settle } from './settle';

/**
 * Keys of links by what people would take for one item, and by the side to which it is to be copied: typed in on both, or
 * made by us at a helpdesk that does not keep our key.
 */
export type Alike = Readonly<Record<Side, Map<string, string[]>>>;

/** What the helpdesk holds of what a step copies, or is to hold; null: it copies nothing. */
export function copiedContent(step: LinkStep): AppointmentContent | null {
  if (step.kind !== 'create') return null;
  return step.side === 'calendar' || step.basis === null ? step.basis : step.content;
}

export function likeness(content: AppointmentContent): string {
  return fieldKey('span', content) + fieldKey('subject', content);
}

export function addAlike(alike: Alike, side: Side, content: AppointmentContent, key: string): void {
  const name = likeness(content);
  const keys = alike[side].get(name);
  if (keys === undefined) alike[side].set(name, [key]);
  else keys.push(key);
}

/** Makes one link of two that are one item; whether there were any. */
export async function joinAlike(deps: SyncDeps, { helpdesk: others, calendar: appointments }: Alike): Promise<boolean> {
  let hasJoined = false;
  for (const [name, keys] of appointments) {
    const free = new Set(others.get(name));
    for (const appointment of keys) {
      // One that may not be joined does not stand in the way of the next.
      for (const other of free) {
        if (!(await deps.withLink(other, () => joinTwo(deps, appointment, other)))) continue;
        free.delete(other);
        hasJoined = true;
        break;
      }
    }
  }
  return hasJoined;
}

async function joinTwo(deps: SyncDeps, appointment: string, other: string): Promise<boolean> {
  const { store, rules } = deps;
  const [one, kept] = await Promise.all([store.read(appointment), store.read(other)]);
  if (one?.helpdesk.kind !== 'made' || one.calendar.kind !== 'none' || kept === null) return false;
  const port = await deps.port('helpdesk', one);
  if ('kind' in port) return false;
  const { helpdesk: before } = kept;
  const { account, ticket, ownerAgentId, helpdesk: seen } = one;
  // With a key of ours on it it is known for certain, or another item.
  const isFound = one.key === foundKey(account, 'helpdesk', seen.id);
  if (!isFound || (before.kind !== 'none' && before.kind !== 'asked')) return false;
  if ((ticket?.id ?? kept.ticket?.id) !== (kept.ticket?.id ?? ticket?.id)) return false;
  const { here: helpdesk, there: calendar } = settle(before, seen, kept.calendar, port.normalise.bind(port));
  const twins = { ticket: kept.ticket ?? ticket, ownerAgentId, helpdesk, calendar, isJoined: true } as const;
  await store.changeMany([
    { key: appointment, change: () => null, entry: null },
    {
      key: other,
      change: (now) => withSchedule({ ...now, ...twins }, rules),
      entry: line(deps, kept, null, 'linkTwin', {}),
    },
  ]);
  return true;
}
