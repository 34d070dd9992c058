import type { History, Op } from './history';

/** The same history with everything left out that is not needed to fail. `fails` says whether one still does. */
export async function shrink(history: History, fails: (history: History) => Promise<boolean>): Promise<History> {
  let best = history;
  for (let hasShrunk = true; hasShrunk; ) {
    hasShrunk = false;
    for (const smaller of candidates(best)) {
      if (!(await fails(smaller))) continue;
      best = smaller;
      hasShrunk = true;
      break;
    }
  }
  return best;
}

/** Smaller histories, the much smaller ones first. */
function* candidates(history: History): Generator<History> {
  const { ops } = history;
  for (let size = Math.ceil(ops.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < ops.length; from += size) {
      yield { ...history, ops: [...ops.slice(0, from), ...ops.slice(from + size)] };
    }
  }
  for (const [index, op] of ops.entries()) {
    for (const simpler of simplerOps(op))
      yield { ...history, ops: ops.map((one, at) => (at === index ? simpler : one)) };
  }
  if (history.pageSize !== 50) yield { ...history, pageSize: 50 };
  if (history.helpdeskReading === 'listings') yield { ...history, helpdeskReading: 'changes' };
}

function* simplerOps(op: Op): Generator<Op> {
  if (op.do === 'save' || op.do === 'saveDuringRun') {
    for (const trouble of op.troubles) yield { ...op, troubles: op.troubles.filter((one) => one !== trouble) };
    if (op.do === 'saveDuringRun') yield { ...op, do: 'save', mail: 'everybody' };
  }
  if (op.do === 'run') {
    for (const trouble of op.troubles) yield { ...op, troubles: op.troubles.filter((one) => one !== trouble) };
    if (op.otherAt !== undefined) {
      const { otherAt: _left, ...alone } = op;
      yield alone;
    }
    if (op.pages !== 'plain') yield { ...op, pages: 'plain' };
    if (op.want === 'listing') yield { ...op, want: 'changes' };
  }
  if ((op.do === 'edit' || op.do === 'same' || op.do === 'editOccurrence') && op.fields.length > 1) {
    for (const field of op.fields) yield { ...op, fields: [field] };
  }
}

/** For a report: one line per step. */
export function print(history: History): string {
  const { seed, pageSize, helpdeskReading } = history;
  const head = `seed ${seed}, pages of ${pageSize}, helpdesk tells ${helpdeskReading}`;
  return [head, ...history.ops.map((op) => JSON.stringify(op))].join('\n');
}
