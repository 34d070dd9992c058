import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readRuns } from '../../../lib/app/activity';
import { applyReview } from '../../../lib/app/apply-review';
import { prepareReview } from '../../../lib/app/prepare-review';
import { releaseAll } from '../../../lib/app/release-side';
import { beginApplying, readReview, startReview } from '../../../lib/app/review';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import type { RequestData } from '../../../lib/messages/protocol';
import { withCalendarPort } from './calendars-scene';
import { account, contentOf, type DeskScene, minuteMs, setUpDesk } from './desk-scene';

async function prepare({ desk }: DeskScene, asked: RequestData<'startReview'>, total: number): Promise<void> {
  await startReview(desk, asked);
  await prepareReview(desk);
  expect(await readReview(desk)).toMatchObject({ state: 'ready', total });
}

async function leaveCalendar({ desk }: DeskScene): Promise<void> {
  await desk.changeSettings((settings) => ({ ...settings, calendar: null }));
  await releaseAll(desk, [account], 'calendar');
}

async function apply({ desk }: Pick<DeskScene, 'desk'>) {
  await beginApplying(desk);
  await applyReview(desk);
  return readReview(desk);
}

const notDone = { report: { outcome: 'partial' }, problem: { kind: 'notConnected', side: 'calendar' } };

test.each(['push', 'import'] as const)(
  'a calendar that is disconnected before "Apply" (%s) is named, and nothing is called done',
  async (kind) => {
    const scene = setUpDesk();
    const from = kind === 'push' ? scene.helpdesk : scene.calendar;
    for (const subject of ['Call', 'Visit', 'Lunch']) from.asPerson.create(contentOf(subject));
    await prepare(scene, { kind }, 3);
    await leaveCalendar(scene);
    expect(await apply(scene)).toMatchObject(notDone);
  },
);

test('an undo whose calendar was disconnected before "Apply" names it, and takes back what it can', async () => {
  const scene = setUpDesk();
  const { desk } = scene;
  scene.helpdesk.asPerson.create(contentOf('Visit'));
  scene.calendar.asPerson.create(contentOf('Call'));
  await setTwoWay(desk, true);
  await runOnce(desk);
  scene.pass(minuteMs);
  const [run] = await readRuns(desk, 10);
  await prepare(scene, { kind: 'undo', runId: run?.id ?? '' }, 2);
  await desk.changeSettings((settings) => ({ ...settings, calendar: null }));
  expect(await apply(scene)).toMatchObject(notDone);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([['Visit'], ['Call', 'Visit']]);
});

test('a push whose calendar is disconnected in its midst stops, and is not called done', async () => {
  const scene = setUpDesk();
  const subjects = Array.from({ length: 12 }, (_, n) => `Visit ${n}`);
  for (const subject of subjects) scene.helpdesk.asPerson.create(contentOf(subject));
  await prepare(scene, { kind: 'push' }, 12);
  const desk = withCalendarPort(scene.desk, (port) => ({
    ...port,
    async create(creation) {
      const record = await port.create(creation);
      await scene.desk.changeSettings((settings) => ({ ...settings, calendar: null }));
      return record;
    },
  }));
  expect(await apply({ desk })).toMatchObject(notDone);
  expect(scene.subjects('calendar').length).toBeLessThan(5);
});
