import { describe, expect, test } from 'vitest';
import { SyncTokenExpiredError } from '../../../lib/http/errors';
import { wantsListing } from '../../../lib/sync/read-side';
import { newFeed } from '../../../lib/sync/store';
import { account, contentOf } from './link-scene';
import { asked, createScene } from './sync-scene';

const dayMs = 24 * 3_600_000;
const nowMs = 1_800_000_000_000;
const read = { ...newFeed(account, 'calendar'), cursor: 'here', listedAtMs: nowMs - 1, readAtMs: nowMs - 1 };

describe('everything is listed', () => {
  test.each([
    ['not while changes can be told', read, false],
    ['at first', newFeed(account, 'calendar'), true],
    ['when a listing was cut off', { ...read, listing: { generation: 2, resume: 'there' } }, true],
    ['not before a day is over', { ...read, listedAtMs: nowMs - dayMs + 1 }, false],
    ['when a day is over', { ...read, listedAtMs: nowMs - dayMs }, true],
    [
      'when the clock was set back: nobody knows how long ago the last time was',
      { ...read, listedAtMs: nowMs + 1 },
      true,
    ],
  ])('%s', (_when, feed, isListed) => {
    expect(wantsListing({ want: 'changes', now: () => nowMs, listEveryMs: dayMs }, feed)).toBe(isListed);
    expect(wantsListing({ want: 'listing', now: () => nowMs, listEveryMs: dayMs }, feed)).toBe(true);
  });
});

test('a calendar that was let go of while its changes were asked for is not listed, though its token is no longer good', async () => {
  const scene = createScene();
  await scene.run();
  scene.calendar.asPerson.create(contentOf());
  const { port } = scene.calendar;
  const { readChanges } = port;
  port.readChanges = async () => {
    await scene.store.forgetFeed(account, 'calendar');
    throw new SyncTokenExpiredError('no longer good');
  };
  const calls = asked(scene);
  const record = await scene.run();
  expect(record).toMatchObject({ outcome: 'done', problem: null });
  expect(calls()).toEqual(['helpdesk readPage']);
  expect(scene.store.links.size).toBe(0);
  port.readChanges = readChanges;
  await scene.run();
  expect(scene.helpdesk.records.size).toBe(1);
});
