import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { preparePopup } from '../../../lib/app/prepare-popup';
import { runOnce } from '../../../lib/app/sync-run';
import type { RecurringMasters } from '../../../lib/domain/recurring-master';
import { UnreachableError } from '../../../lib/http/errors';
import type { HelpdeskDirectory } from '../../../lib/sync/ports';
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
  const asked = { times: 0, answer: async (_mayReadOn: () => Promise<boolean>): Promise<RecurringMasters> => weekly };
  const { helpdesk } = scene.desk;
  const desk = {
    ...scene.desk,
    helpdesk: async (...args: Parameters<typeof helpdesk>) => {
      const side = await helpdesk(...args);
      if (!('directory' in side)) return side;
      const recurringMasters: HelpdeskDirectory['recurringMasters'] = (_agentId, { mayReadOn }) => {
        asked.times += 1;
        return asked.answer(mayReadOn);
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

test('further pages of them are counted among the requests of the background, and are left out when it has none left', async () => {
  const { scene, desk, asked } = withMasters();
  const answers: boolean[] = [];
  asked.answer = async (mayReadOn) => {
    for (let page = 0; page < 50; page += 1) answers.push(await mayReadOn());
    return weekly;
  };
  await runOnce(desk);
  expect(answers.filter((mayRead) => mayRead)).toHaveLength(40);
  expect(answers.at(-1)).toBe(false);
  expect(scene.popup()?.recurring).toEqual(weekly);
});
