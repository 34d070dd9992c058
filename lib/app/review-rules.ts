import type { Side } from '../domain/appointment';
import type { ReviewKind } from '../domain/sync-views';
import { asRead } from '../sync/as-read';
import type { Link } from '../sync/link';
import { type LinkStep, planLink } from '../sync/plan-link';
import type { SyncRules } from '../sync/rules';

export type CopyKind = Extract<ReviewKind, 'import' | 'importRecurring' | 'push'>;

export function isCopyKind(kind: ReviewKind): kind is CopyKind {
  return kind === 'import' || kind === 'importRecurring' || kind === 'push';
}

export function targetOf(kind: CopyKind): Side {
  return kind === 'push' ? 'calendar' : 'helpdesk';
}

/** The agent's rules as if two-way sync were on, in the one direction and without deletions. */
export function reviewRules(rules: SyncRules, kind: CopyKind): SyncRules {
  const none = { create: false, update: false, delete: false };
  const some = { create: true, update: true, delete: false };
  const target = targetOf(kind);
  return {
    ...rules,
    twoWay: true,
    allowed: { helpdesk: target === 'helpdesk' ? some : none, calendar: target === 'calendar' ? some : none },
  };
}

export type CopyStep = LinkStep & { readonly kind: 'create' | 'update' };

/** What an import or a push would do with a link; null: nothing. `rules`: those of `reviewRules`. */
export function copyStep(link: Link, kind: CopyKind, rules: SyncRules): CopyStep | null {
  if (kind !== 'push' && (link.occurrence !== null) !== (kind === 'importRecurring')) return null;
  const target = targetOf(kind);
  // A part that no list has carried yet is read when it is copied, not for a look at what would be.
  for (const step of planLink(asRead(link), rules)) {
    if ((step.kind === 'create' || step.kind === 'update') && step.side === target) return step;
  }
  return null;
}
