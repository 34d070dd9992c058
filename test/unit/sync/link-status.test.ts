import { expect, test } from 'vitest';
import type { Link } from '../../../lib/sync/link';
import { linkStatus } from '../../../lib/sync/link-status';
import { contentOf, linkOf } from './link-scene';

const saved = (change: Partial<Link>) => linkOf({ source: 'form', wanted: contentOf(), ...change });
const intent = { kind: 'write', content: contentOf(), basis: null } as const;
const failedAt = { problem: { kind: 'offline' }, tries: 1, retryAtMs: 20_000 } as const;

test('what waits for its time says when that is', () => {
  const helpdesk = { kind: 'asked', intent, firstAskedAtMs: 5_000, sentAtMs: 5_000, attempt: failedAt } as const;
  expect(linkStatus(saved({ helpdesk })).helpdesk).toEqual({
    kind: 'waiting',
    problem: { kind: 'offline' },
    retryAtMs: 20_000,
  });
});

test('a try that is under way is shown as such, not as the failure before it', () => {
  const helpdesk = { kind: 'asked', intent, firstAskedAtMs: 5_000, sentAtMs: 20_100, attempt: failedAt } as const;
  expect(linkStatus(saved({ helpdesk })).helpdesk).toEqual({ kind: 'working' });
});

test('what only the agent can help is a failure, save the sign-in, which is waited for', () => {
  const refused = { problem: { kind: 'readOnlyCalendar', calendar: 'Team' }, tries: 1, retryAtMs: null } as const;
  const signIn = { problem: { kind: 'needsSignIn', side: 'helpdesk' }, tries: 1, retryAtMs: null } as const;
  const status = linkStatus(
    saved({ helpdesk: { kind: 'none', attempt: signIn }, calendar: { kind: 'none', attempt: refused } }),
  );
  expect(status.helpdesk.kind).toBe('waiting');
  expect(status.calendar.kind).toBe('failed');
});
