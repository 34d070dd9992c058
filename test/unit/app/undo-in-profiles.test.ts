import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readRuns } from '../../../lib/app/activity';
import { applyReview } from '../../../lib/app/apply-review';
import type { Desk } from '../../../lib/app/desk';
import { prepareReview } from '../../../lib/app/prepare-review';
import { releaseSide } from '../../../lib/app/release-side';
import { beginApplying, startReview } from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { reconsiderAll, setTwoWay } from '../../../lib/app/sync-settings';
import { otherSide } from '../../../lib/sync/fold-record';
import { account, contentOf, minuteMs, setUpDesk } from './desk-scene';

/** Docket in two browser profiles of one agent, both with two-way sync. */
async function twoProfiles() {
  const one = setUpDesk();
  const second = setUpDesk();
  const two: Desk = {
    ...second.desk,
    now: one.desk.now,
    async helpdesk() {
      const side = await second.desk.helpdesk();
      return 'kind' in side ? side : { ...side, port: one.helpdesk.port };
    },
    async calendar() {
      const side = await second.desk.calendar();
      return 'kind' in side ? side : { ...side, port: one.calendar.port };
    },
  };
  await setTwoWay(one.desk, true);
  await setTwoWay(two, true);
  const both = async (want: 'soon' | 'tomorrow' = 'soon') => {
    for (const desk of [one.desk, two]) {
      one.pass(want === 'soon' ? minuteMs : 25 * 60 * minuteMs);
      await runOnce(desk);
    }
  };
  return { one, two, both };
}

test.each(['calendar', 'helpdesk'] as const)(
  'an undo in one profile deletes no original from the other, where the %s was disconnected in that one first',
  async (side) => {
    const { one, two, both } = await twoProfiles();
    const originals = one[otherSide(side)].asPerson;
    originals.create(contentOf('Visit'));
    originals.create(contentOf('Call'));
    await both();
    for (let nth = 0; nth < 5; nth += 1) originals.create(contentOf(`More ${nth}`));
    await both();
    await both();
    expect(one.subjects(side)).toHaveLength(7);

    const before = await two.readSettings();
    await two.changeSettings((settings) => ({ ...settings, [side]: null }));
    await releaseSide(two, account, side);
    const run = (await readRuns(one.desk, 20)).filter(({ counts }) => counts[side].created > 0).at(-1);
    await startReview(one.desk, { kind: 'undo', runId: run?.id ?? '' });
    await prepareReview(one.desk);
    await beginApplying(one.desk);
    await applyReview(one.desk);
    expect(one.subjects(side)).toHaveLength(5);
    await both();

    await two.changeSettings((settings) => ({ ...settings, [side]: before[side] }));
    await reconsiderAll(two);
    await both();
    await both('tomorrow');
    expect(one.subjects(otherSide(side))).toHaveLength(7);
  },
);
