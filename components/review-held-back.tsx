import type { Problem, SkippedRow } from '../lib/domain/problem';
import { Notice } from './loaded';
import { problemText, sideName, sideSubject } from './problem-text';
import { type Texts, useTexts } from './texts';

/** Why a whole side is left out of an undo, what stays there, and what to do; nothing where both sides can be asked. */
export function ReviewHeldBack({ rows }: { readonly rows: readonly SkippedRow[] }) {
  const t = useTexts();
  const reasons = heldBackReasons(t, rows);
  if (reasons.length === 0) return null;
  return (
    <Notice tone="warning">
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </Notice>
  );
}

/** Each reason once. */
export function heldBackReasons(t: Texts, rows: readonly SkippedRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ problem }) => (problem === undefined ? [] : [heldBackText(t, problem)])))];
}

function heldBackText(t: Texts, problem: Problem): string {
  if (problem.kind === 'notConnected') return t('reviewHeldNotConnected', sideSubject(t, problem.side));
  if (problem.kind === 'needsSignIn') return t('reviewHeldSignIn', sideName(t, problem.side));
  return problemText(t, problem);
}
