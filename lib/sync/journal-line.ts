import type { Side } from '../domain/appointment';
import { isGivenAway } from './fold-record';
import type { Link } from './link';
import type { RemoteRecord } from './ports';
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

/** What is to be told of a record that was read by itself: that it is a colleague's by now. */
export function lineOfRead(
  deps: Pick<StepDeps, 'now' | 'runId' | 'isOutsideHours'>,
  link: Link,
  side: Side,
  record: RemoteRecord,
): JournalEntry | null {
  return isGivenAway(link, record) ? line(deps, link, side, 'leave', { recordId: record.id }) : null;
}
