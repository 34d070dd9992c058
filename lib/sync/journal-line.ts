import type { Side } from '../domain/appointment';
import type { Link } from './link';
import type { StepDeps } from './run-step';
import type { JournalAction, JournalEntry } from './store';

/** A journal line with what was not named left empty. */
export function line(
  deps: Pick<StepDeps, 'now' | 'runId' | 'isOutsideHours'>,
  link: Link,
  side: Side | null,
  action: JournalAction,
  rest: Partial<JournalEntry>,
): JournalEntry {
  return {
    atMs: deps.now(),
    account: link.account,
    runId: deps.runId,
    linkKey: link.key,
    subject: link.subject,
    side,
    action,
    outcome: 'done',
    fields: [],
    recordId: null,
    problem: null,
    before: null,
    after: null,
    isOutsideHours: deps.isOutsideHours(link),
    ...rest,
  };
}
