import { expect, test } from 'vitest';
import { attentionCauses, badgeText } from '../../../lib/app/attention';
import type { AttentionItem, PopupView } from '../../../lib/domain/popup-view';

const quiet: PopupView = {
  schema: 3,
  preparedAtMs: 0,
  helpdesk: { kind: 'connected', account: 'Leah Novak' },
  calendar: { kind: 'connected', account: 'leah.novak@acme.example' },
  twoWay: false,
  isReading: false,
  lastSyncMs: null,
  lastProblem: null,
  agenda: [],
  outside: [],
  recurring: { masters: [], isCut: false },
  attention: [],
  agendaOf: { frame: '', seq: 0 },
  sync: { health: { kind: 'off' }, conflictCount: 0, attention: null, underWay: null },
};

const waiting: AttentionItem = {
  linkId: 'one',
  subject: 'Printer on fire',
  side: 'calendar',
  problem: { kind: 'offline' },
  retryAtMs: 60_000,
};

test('a quiet day shows no badge', () => {
  expect(badgeText(quiet)).toBe('');
});

test('what is tried again by itself is counted, and makes no notification', () => {
  const view = { ...quiet, attention: [waiting, { ...waiting, side: 'helpdesk' as const }] };
  expect(badgeText(view)).toBe('1');
  expect(attentionCauses(view)).toEqual([]);
});

test('a sign-in that ran out is one cause, however many appointments wait for it', () => {
  const forSignIn = { ...waiting, problem: { kind: 'needsSignIn', side: 'calendar' }, retryAtMs: null } as const;
  const view: PopupView = {
    ...quiet,
    calendar: { kind: 'needsSignIn', account: 'leah.novak@acme.example' },
    attention: [forSignIn, { ...forSignIn, linkId: 'two' }],
  };
  expect(badgeText(view)).toBe('!');
  expect(attentionCauses(view).map(({ key }) => key)).toEqual(['signIn:calendar']);
});

test('each save that failed for good is a cause of its own', () => {
  const failed = { ...waiting, problem: { kind: 'readOnlyCalendar', calendar: 'Team' }, retryAtMs: null } as const;
  const view: PopupView = { ...quiet, attention: [failed, { ...failed, linkId: 'two' }] };
  expect(attentionCauses(view).map(({ key }) => key)).toEqual(['failed:one:calendar', 'failed:two:calendar']);
});
