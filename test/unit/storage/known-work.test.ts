import { expect, test } from 'vitest';
import { createKnownWork } from '../../../lib/storage/known-work';
import { account, linkOf, otherAccount } from '../../contract/link-samples';

const dirty = (key: string) => linkOf(key, { dirty: 1 });

test('once the index was asked, links with something left to do are known as they are written', () => {
  const work = createKnownWork();
  expect(work.keys(account)).toBeNull();
  work.learn(account, ['b'], work.mark());
  const writes = work.writes();
  writes.note([linkOf('clean'), dirty('a')]);
  writes.committed();
  expect([work.keys(account), work.keys(otherAccount)]).toEqual([['a', 'b'], null]);
});

test('what was written while the index was asked counts', () => {
  const work = createKnownWork();
  const before = work.mark();
  work.writes().note([dirty('a')]);
  work.learn(account, [], before);
  expect(work.keys(account)).toBeNull();
});

test('a link is forgotten when it was written with nothing left to do, or removed, and that holds', () => {
  const work = createKnownWork();
  work.learn(account, ['a', 'b', 'c'], work.mark());
  const failed = work.writes();
  failed.note([linkOf('a')], ['b']);
  expect(work.keys(account)).toEqual(['a', 'b', 'c']);
  const writes = work.writes();
  writes.note([linkOf('a')], ['b']);
  writes.committed();
  expect(work.keys(account)).toEqual(['c']);
});

test('a link stays known when it got something to do again, in the same transaction or in a later one', () => {
  const work = createKnownWork();
  work.learn(account, ['a', 'b'], work.mark());
  const [first, second] = [work.writes(), work.writes()];
  first.note([linkOf('a')]);
  first.note([dirty('a'), linkOf('b')]);
  second.note([dirty('b')]);
  first.committed();
  second.committed();
  expect(work.keys(account)).toEqual(['a', 'b']);
});

test('too many are not remembered: the index is asked again', () => {
  const work = createKnownWork();
  work.learn(account, [], work.mark());
  work.writes().note(Array.from({ length: 501 }, (_, index) => dirty(`k${index}`)));
  expect(work.keys(account)).toBeNull();
});
