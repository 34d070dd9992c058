import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Desk } from '../../../lib/app/desk';
import { releaseSide } from '../../../lib/app/release-side';
import { runOnce } from '../../../lib/app/sync-run';
import { reconsiderAll, setTwoWay } from '../../../lib/app/sync-settings';
import { accountKey } from '../../../lib/storage/settings';
import { createMemoryCalendar } from '../../fakes/memory-calendar';
import { contentOf, type DeskScene, idOf, minuteMs, setUpDesk } from './desk-scene';

/** Two appointments of one agent, with their events. */
async function synced(): Promise<DeskScene> {
  const scene = setUpDesk();
  scene.helpdesk.asPerson.create(contentOf('Visit'));
  scene.helpdesk.asPerson.create(contentOf('Call'));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  // What was made is seen again by the next run.
  await runAgain(scene);
  expect(scene.subjects('calendar')).toEqual(['Call', 'Visit']);
  return scene;
}

async function runAgain({ desk, pass }: DeskScene, as: Desk = desk): Promise<void> {
  pass(minuteMs);
  await runOnce(as);
}

type Leaving = 'reconnect' | 'disconnect';

/** Another agent signs in to the helpdesk in the same browser, has a run, and the first one signs in again. */
async function meanwhile(scene: DeskScene, how: Leaving, twoWay: boolean) {
  const { desk } = scene;
  const { helpdesk: leah } = await desk.readSettings();
  if (leah === null) throw new Error('no helpdesk is connected');
  const amir = { ...leah, agent: { ...leah.agent, id: 8, name: 'Amir Haddad' } };
  const amirs = createMemoryCalendar({ side: 'helpdesk', create: 'repeating', zone: 'UTC', now: desk.now });
  const asAmir: Desk = {
    ...desk,
    async helpdesk() {
      const side = await desk.helpdesk();
      return 'kind' in side ? side : { ...side, key: accountKey(amir), port: amirs.port };
    },
  };
  const change = async (from: typeof leah, to: typeof leah) => {
    if (how === 'disconnect') {
      await desk.changeSettings((settings) => ({ ...settings, helpdesk: null }));
      await releaseSide(desk, accountKey(from), 'helpdesk');
    }
    await desk.changeSettings((settings) => ({ ...settings, helpdesk: to }));
    await reconsiderAll(desk);
  };
  await change(leah, amir);
  if (twoWay) await setTwoWay(asAmir, true);
  await runAgain(scene, asAmir);
  await runAgain(scene, asAmir);
  const appointments = [...amirs.records.values()].map(({ content }) => content.subject);
  await change(amir, leah);
  return appointments;
}

describe.each<Leaving>(['reconnect', 'disconnect'])('after another agent was signed in for a while (%s)', (how) => {
  test.each([false, true])('nothing is doubled, with their own two-way sync on: %s', async (twoWay) => {
    const scene = await synced();
    await meanwhile(scene, how, twoWay);
    await runAgain(scene);
    scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Visit'), { subject: 'Visit, moved' });
    await runAgain(scene);
    await runAgain(scene);
    expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([
      ['Call', 'Visit, moved'],
      ['Call', 'Visit, moved'],
    ]);
  });

  test('the other agent has got no copies of what Docket had made for the first one', async () => {
    const scene = await synced();
    expect(await meanwhile(scene, how, true)).toEqual([]);
  });
});

test('what another agent was shown first is still the pair of the agent for whom it was made', async () => {
  const scene = await synced();
  const newProfile = setUpDesk();
  const here = { ...newProfile, desk: { ...newProfile.desk, calendar: scene.desk.calendar } };
  await meanwhile(here, 'reconnect', true);
  const desk: Desk = { ...here.desk, helpdesk: scene.desk.helpdesk };
  await setTwoWay(desk, true);
  await runAgain(here, desk);
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Visit'), { subject: 'Visit, moved' });
  await runAgain(here, desk);
  expect(scene.subjects('calendar')).toEqual(['Call', 'Visit, moved']);
});
