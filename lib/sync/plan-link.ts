import type { Side } from '../domain/appointment';
import type { Link, LinkSide } from './link';

/** One step of a save. */
export type LinkStep =
  | { readonly kind: 'create'; readonly side: Side }
  /** An earlier request may have acted: look before asking again. */
  | { readonly kind: 'findOrCreate'; readonly side: Side }
  /** The calendar's record was made before the helpdesk's id was known. */
  | { readonly kind: 'linkTwin'; readonly id: string; readonly etag: string; readonly twinId: string }
  /** The request may have been repeated on its way, by the browser itself: one record stays. */
  | { readonly kind: 'removeCopies'; readonly side: Side };

export function isCreation(step: LinkStep): step is LinkStep & { readonly kind: 'create' | 'findOrCreate' } {
  return step.kind === 'create' || step.kind === 'findOrCreate';
}

const order: readonly Side[] = ['helpdesk', 'calendar'];

/** What is left to do for a link, the helpdesk first. Derived from what was observed, never stored. */
export function planLink(link: Link): readonly LinkStep[] {
  const steps: LinkStep[] = [];
  for (const side of order) {
    const state = link[side];
    if (state.kind === 'wanted') steps.push({ kind: 'create', side });
    if (state.kind === 'asked') steps.push({ kind: 'findOrCreate', side });
  }
  const { helpdesk, calendar } = link;
  if (helpdesk.kind === 'made' && calendar.kind === 'made' && !calendar.namesTwin) {
    steps.push({ kind: 'linkTwin', id: calendar.id, etag: calendar.etag, twinId: helpdesk.id });
  }
  for (const side of order) {
    const state = link[side];
    if (state.kind === 'made' && state.copiesDueAtMs !== null) steps.push({ kind: 'removeCopies', side });
  }
  return steps;
}

/** The link with `dirty` as its sides demand: present only while something is left to do. */
export function withDirty(link: Link): Link {
  const { dirty: _was, ...clean } = link;
  return planLink(link).length > 0 ? { ...clean, dirty: 1 } : clean;
}

/** Epoch ms from which the link may be worked on; null when every step waits for the agent. */
export function dueAtMs(link: Link): number | null {
  const times = planLink(link).map((step) => stepDueAtMs(link, step));
  const open = times.filter((time): time is number => time !== null);
  return open.length === 0 ? null : Math.min(...open);
}

/** Epoch ms from which one step may be tried; null when it waits for the agent. */
export function stepDueAtMs(link: Link, step: LinkStep): number | null {
  const side: LinkSide = step.kind === 'linkTwin' ? link.calendar : link[step.side];
  const attempt = 'attempt' in side ? side.attempt : null;
  const dueMs = attempt === null ? 0 : attempt.retryAtMs;
  return dueMs === null ? null : Math.max(dueMs, settledAtMs(side, step));
}

/** Epoch ms before which nobody can say what became of a request. */
function settledAtMs(side: LinkSide, step: LinkStep): number {
  if (side.kind === 'asked') return side.lookAgainAtMs ?? 0;
  return side.kind === 'made' && step.kind === 'removeCopies' ? (side.copiesDueAtMs ?? 0) : 0;
}
