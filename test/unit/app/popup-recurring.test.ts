import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { preparePopup } from '../../../lib/app/prepare-popup';
import { runOnce } from '../../../lib/app/sync-run';
import type { RecurringMasters } from '../../../lib/domain/recurring-master';
import { UnreachableError } from '../../../lib/http/errors';
import { minuteMs, setUpDesk } from './desk-scene';

const weekly: RecurringMasters = {
  masters: [
    { id: '7', subject: 'Weekly', rule: 'Every week', startMs: null, url: 'https://acme.halopsa.com/calendar' },
  ],
  isCut: false,
};

/** A desk whose helpdesk answers for its series as the test says, and how often it was asked. */
function withMasters() {
  const scene = setUpDesk();
  const asked = { times: 0, answer: async (): Promise<RecurringMasters> => weekly };
  const { helpdesk } = scene.desk;
  const desk = {
    ...scene.desk,
    helpdesk: async (...args: Parameters<typeof helpdesk>) => {
      const side = await helpdesk(...args);
      if (!('directory' in side)) return side;
      const recurringMasters = () => {
        asked.times += 1;
        return asked.answer();
      };
      return { ...side, directory: { ...side.directory, recurringMasters } };
    },
  };
  return { scene, desk, asked, shown: () => scene.popup()?.recurring };
}

test('the series of the helpdesk stand in the popup, and are asked for every six hours, not in each run', async () => {
  const { scene, desk, asked, shown } = withMasters();
  await runOnce(desk);
  expect(shown()).toEqual(weekly);
  for (let run = 0; run < 3; run += 1) {
    scene.pass(minuteMs);
    await runOnce(desk);
  }
  expect(asked.times).toBe(1);
  asked.answer = async () => ({ masters: [], isCut: false });
  scene.pass(6 * 60 * minuteMs);
  await runOnce(desk);
  expect(asked.times).toBe(2);
  expect(shown()?.masters).toEqual([]);
});

test('series that cannot be read hold nothing up, and those of before stay', async () => {
  const { scene, desk, asked, shown } = withMasters();
  await runOnce(desk);
  asked.answer = async () => {
    throw new UnreachableError('no network', 'offline', 'acme.halopsa.com', 0);
  };
  scene.pass(6 * 60 * minuteMs);
  const report = await runOnce(desk);
  expect(report?.outcome).toBe('done');
  expect(asked.times).toBe(2);
  expect(shown()).toEqual(weekly);
  await preparePopup(desk);
  expect(shown()).toEqual(weekly);
});
