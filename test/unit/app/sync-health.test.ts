import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { emptyRun } from '../../../lib/app/run-record';
import { type HealthFacts, toHealth } from '../../../lib/app/sync-health';
import { setTwoWay } from '../../../lib/app/sync-settings';
import type { Problem } from '../../../lib/domain/problem';
import type { RunRecord } from '../../../lib/sync/store';
import { account, mondayMs, setUpDesk } from './desk-scene';

const ended = (change: Partial<RunRecord>): RunRecord => ({
  ...emptyRun(account, 'run', 'sync', mondayMs),
  endedAtMs: mondayMs,
  outcome: 'done',
  ...change,
});
const broken: Problem = { kind: 'serverError', host: 'acme.halopsa.com', status: 503 };
const refused: Problem = { kind: 'refused', side: 'helpdesk', status: 403, detail: 'not for you' };
const fullDisk: Problem = { kind: 'notStored', detail: 'no room' };

/** How it stands where two-way sync is on and the rest is as named. */
async function stateWith(change: Partial<HealthFacts>, sync: Partial<HealthFacts['settings']['sync']> = {}) {
  const { desk } = setUpDesk();
  await setTwoWay(desk, true);
  const settings = await desk.readSettings();
  const facts: HealthFacts = {
    settings: { ...settings, sync: { ...settings.sync, ...sync } },
    ...{ nowMs: mondayMs, underWay: null, quotaUntilMs: null, lastRun: ended({}), lastProblem: null },
    ...{ conflictCount: 0, nextMs: mondayMs + 240_000 },
    ...change,
  };
  return toHealth(facts);
}

test.each<readonly [string, Partial<HealthFacts>, object]>([
  ['well, and when it looks again', {}, { kind: 'connected', nextMs: mondayMs + 240_000 }],
  [
    'well after what repairs itself',
    { lastRun: ended({ outcome: 'partial', problem: broken }) },
    { kind: 'connected' },
  ],
  [
    'in need of the agent after what does not',
    { lastRun: ended({ outcome: 'failed', problem: refused }) },
    { kind: 'attention', what: 'failed', problem: refused },
  ],
  ['held by the brake', { lastRun: ended({ outcome: 'braked' }) }, { kind: 'attention', what: 'brake' }],
  ['with conflicts', { conflictCount: 2 }, { kind: 'attention', what: 'conflicts' }],
  ['paused by a quota', { quotaUntilMs: mondayMs + 1 }, { kind: 'paused', why: 'quota', untilMs: mondayMs + 1 }],
  ['reading', { underWay: { kind: 'reading' }, conflictCount: 2 }, { kind: 'reading' }],
  ['in need of room', { lastProblem: fullDisk, conflictCount: 2 }, { kind: 'attention', problem: fullDisk }],
])('the sync stands: %s', async (_how, change, state) => {
  expect(await stateWith(change)).toMatchObject(state);
});

test('a pause says until when, and one without end says none', async () => {
  expect(await stateWith({}, { pausedUntilMs: mondayMs + 1 })).toEqual({
    ...{ kind: 'paused', why: 'agent', untilMs: mondayMs + 1 },
  });
  expect(await stateWith({}, { pausedUntilMs: Number.MAX_SAFE_INTEGER })).toMatchObject({ untilMs: null });
  expect(await stateWith({}, { pausedUntilMs: mondayMs })).toMatchObject({ kind: 'connected' });
});
