import { beforeEach, describe, expect, test } from 'vitest';
import type { Side } from '../../../lib/domain/appointment';
import { contentOf } from './link-scene';
import { interrupted, subjects, twoProfiles } from './profiles-scene';

const sides = ['helpdesk', 'calendar'] as const;
let profiles: ReturnType<typeof twoProfiles>;

beforeEach(async () => {
  profiles = twoProfiles();
  const { scene, run, settle } = profiles;
  // Were there nothing else, the brake would ask before the last one goes.
  for (const subject of ['Call', 'Lunch']) scene.helpdesk.asPerson.create(contentOf({ subject }));
  await run('one');
  await settle();
});

/** Whatever of the same name somebody deletes, the other one stays, on both sides and in both profiles. */
async function expectTwoItems(deleted: Side, nth: 0 | 1): Promise<void> {
  const { scene, settle, nextDay } = profiles;
  await settle();
  await nextDay();
  const two = ['Call', 'Lunch', 'Visit', 'Visit'];
  expect(subjects(scene)).toEqual({ helpdesk: two, calendar: two });
  const visits = [...scene[deleted].records.values()].filter(({ content }) => content.subject === 'Visit');
  scene[deleted].asPerson.delete(visits[nth]?.id ?? '');
  await nextDay();
  await nextDay();
  const one = ['Call', 'Lunch', 'Visit'];
  expect(subjects(scene)).toEqual({ helpdesk: one, calendar: one });
}

/** A run that copies to one side only, as that profile is set. */
async function copyIn(profile: 'one' | 'two', to: Side): Promise<void> {
  const { scene, run } = profiles;
  const { rules } = scene;
  const from = to === 'helpdesk' ? 'calendar' : 'helpdesk';
  scene.rules = { ...rules, allowed: { ...rules.allowed, [from]: { ...rules.allowed[from], create: false } } };
  await run(profile);
  scene.rules = rules;
}

describe.each(sides)('what one profile takes for one item and the other for two (deleted on the %s)', (deleted) => {
  describe.each([0, 1] as const)('is two, and who deletes one of them keeps the other', (nth) => {
    test.each(sides)('where the other profile copies to the %s only', async (to) => {
      const { scene, run } = profiles;
      for (const side of sides) scene[side].asPerson.create(contentOf({ subject: 'Visit' }));
      await run('one');
      await copyIn('two', to);
      await run('one');
      await expectTwoItems(deleted, nth);
    });

    test.each(sides)(
      'where the other profile is about to copy the one when the other is typed on the %s',
      async (to) => {
        const { scene, run } = profiles;
        scene[to === 'helpdesk' ? 'calendar' : 'helpdesk'].asPerson.create(contentOf({ subject: 'Visit' }));
        let isDone = false;
        const late = interrupted(scene[to].port, async () => {
          if (isDone) return;
          isDone = true;
          scene[to].asPerson.create(contentOf({ subject: 'Visit' }));
          await run('one');
        });
        await run('two', { port: async (of) => (of === to ? late : scene[of].port) });
        expect(isDone).toBe(true);
        await expectTwoItems(deleted, nth);
      },
    );
  });
});

test.each(sides)(
  'a date of a series that the other profile takes for another item stays (copied to the %s)',
  async (to) => {
    const { scene, run, settle, nextDay } = profiles;
    const weekly = { zone: 'Europe/London', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] };
    const id = scene.calendar.asPerson.createSeries(contentOf({ subject: 'Visit' }), weekly);
    scene.helpdesk.asPerson.create(contentOf({ subject: 'Visit' }));
    await run('one');
    await copyIn('two', to);
    await settle();
    await nextDay();
    expect(scene.subjects('helpdesk')).toEqual(['Call', 'Lunch', 'Visit', 'Visit', 'Visit']);
    const single = [...scene.calendar.records.values()].filter(({ content }) => content.subject === 'Visit');
    expect(single).toHaveLength(1);
    scene.calendar.asPerson.delete(single[0]?.id ?? '');
    await nextDay();
    await nextDay();
    expect(scene.subjects('helpdesk')).toEqual(['Call', 'Lunch', 'Visit', 'Visit']);
    expect(scene.calendar.series.get(id)?.exceptions.size).toBe(0);
    expect(scene.subjects('calendar')).toEqual(['Call', 'Lunch']);
  },
);
