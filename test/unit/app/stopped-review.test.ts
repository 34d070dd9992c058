import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { applyReview } from '../../../lib/app/apply-review';
import { chooseCalendar } from '../../../lib/app/calendars-view';
import type { Desk } from '../../../lib/app/desk';
import { prepareReview } from '../../../lib/app/prepare-review';
import { beginApplying, readReview, startReview } from '../../../lib/app/review';
import { setSync } from '../../../lib/app/sync-settings';
import { type CalendarsScene, otherCalendar, ownCalendar, setUpCalendars, withCalendarPort } from './calendars-scene';
import { contentOf } from './desk-scene';

const count = 40;

async function applied(desk: Desk) {
  await beginApplying(desk);
  await applyReview(desk);
  return readReview(desk);
}

/** A push in whose middle, while the calendar is asked for an event, the agent does something. */
async function pushAndMeanwhile(scene: CalendarsScene, act: () => Promise<unknown>) {
  for (let nth = 0; nth < count; nth += 1) scene.helpdesk.asPerson.create(contentOf(`Visit ${nth}`));
  await startReview(scene.desk, { kind: 'push' });
  await prepareReview(scene.desk);
  const meanwhile = withCalendarPort(scene.desk, (port) => ({
    ...port,
    async create(creation) {
      const record = await port.create(creation);
      await act();
      return record;
    },
  }));
  return applied(meanwhile);
}

test.each([
  ['what is shown of private events', ({ desk }: CalendarsScene) => setSync(desk, { privacy: 'title' })],
  ['the calendar', ({ desk }: CalendarsScene) => chooseCalendar(desk, otherCalendar)],
] as const)(
  'a push during which the agent changes %s has stopped, and does all when it goes on',
  async (_what, act) => {
    const scene = setUpCalendars();
    const pushed = () => scene.subjectsOf(ownCalendar).length + scene.subjectsOf(otherCalendar).length;
    const review = await pushAndMeanwhile(scene, () => act(scene));
    expect(review).toMatchObject({ state: 'stopped', report: { outcome: 'stopped' } });
    expect(pushed()).toBeLessThan(10);
    expect(await applied(scene.desk)).toMatchObject({ state: 'done', report: { outcome: 'done' }, progress: count });
    expect(pushed()).toBe(count);
  },
);
