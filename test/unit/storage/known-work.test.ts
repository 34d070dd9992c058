import { expect, test } from 'vitest';
import { createKnownWork } from '../../../lib/storage/known-work';
import { account, linkOf, otherAccount } from '../../contract/link-samples';

test('an account of which the index showed nothing has no work, until a link with some is written', () => {
  const work = createKnownWork();
  expect(work.isNone(account)).toBe(false);
  work.noteNone(account, work.mark());
  expect([work.isNone(account), work.isNone(otherAccount)]).toEqual([true, false]);
  work.note([linkOf('clean')]);
  expect(work.isNone(account)).toBe(true);
  work.note([linkOf('clean'), linkOf('dirty', { dirty: 1 })]);
  expect(work.isNone(account)).toBe(false);
});

test('what was written while the index was asked counts', () => {
  const work = createKnownWork();
  const before = work.mark();
  work.note([linkOf('dirty', { dirty: 1 })]);
  work.noteNone(account, before);
  expect(work.isNone(account)).toBe(false);
});
