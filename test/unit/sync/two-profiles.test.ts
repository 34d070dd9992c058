import { expect, test } from 'vitest';
import type { Side } from '../../../lib/domain/appointment';
import { foundKey } from '../../../lib/sync/found-key';
import { signal } from '../../fakes/signal';
import { contentOf } from './link-scene';
import { interrupted, subjects, twoProfiles } from './profiles-scene';
import { createScene } from './sync-scene';

test('appointments that two profiles of one agent copy at the same moment become one event each', async () => {
  const { scene, atOnce, settle } = twoProfiles();
  scene.helpdesk.asPerson.create(contentOf({ subject: 'Visit' }));
  scene.helpdesk.asPerson.create(contentOf({ subject: 'Call' }));
  await atOnce('calendar');
  await settle();
  expect(subjects(scene)).toEqual({ helpdesk: ['Call', 'Visit'], calendar: ['Call', 'Visit'] });
});

test('edits on both sides follow once after both profiles have copied the same appointment', async () => {
  const { scene, atOnce, settle } = twoProfiles();
  const id = scene.helpdesk.asPerson.create(contentOf({ subject: 'Visit' }));
  await atOnce('calendar');
  scene.helpdesk.asPerson.edit(id, { subject: 'Visit, moved' });
  await settle();
  scene.calendar.asPerson.edit(scene.sole('calendar').id, { location: 'Yard' });
  await settle();
  expect(subjects(scene)).toEqual({ helpdesk: ['Visit, moved'], calendar: ['Visit, moved'] });
  expect(scene.sole('helpdesk').content.location).toBe('Yard');
});

test.each(['helpdesk', 'calendar'] as const)(
  'an appointment that both profiles make again at the same moment is there once, and nothing is lost (found on the %s)',
  async (side) => {
    const { scene, run, atOnce, settle } = twoProfiles();
    scene[side].asPerson.create(contentOf({ subject: 'Visit' }));
    await run('one');
    await settle();
    scene.helpdesk.asPerson.delete(scene.sole('helpdesk').id);
    scene.calendar.asPerson.edit(scene.sole('calendar').id, { subject: 'Visit after all' });
    scene.clock.nowMs += 25 * 3_600_000;
    await atOnce('helpdesk');
    await settle();
    scene.clock.nowMs += 25 * 3_600_000;
    await settle();
    expect(subjects(scene)).toEqual({ helpdesk: ['Visit after all'], calendar: ['Visit after all'] });
  },
);

test.each([
  ['helpdesk', 'helpdesk'],
  ['helpdesk', 'calendar'],
  ['calendar', 'helpdesk'],
  ['calendar', 'calendar'],
] as const)(
  'what one profile has made again is the same item for the other (found on the %s, deleted on the %s)',
  async (side, deleted) => {
    const { scene, run, settle, nextDay } = twoProfiles();
    const other = deleted === 'helpdesk' ? 'calendar' : 'helpdesk';
    scene[side].asPerson.create(contentOf({ subject: 'Visit' }));
    await run('one');
    await settle();
    for (const subject of ['Visit after all', 'Visit all the same']) {
      scene[deleted].asPerson.delete(scene.sole(deleted).id);
      scene[other].asPerson.edit(scene.sole(other).id, { subject });
      await run('one', { want: 'listing' });
      await nextDay();
      expect(subjects(scene)).toEqual({ helpdesk: [subject], calendar: [subject] });
    }
    scene.calendar.asPerson.edit(scene.sole('calendar').id, { location: 'Yard' });
    await nextDay();
    expect(scene.sole('helpdesk').content.location).toBe('Yard');
    scene[deleted].asPerson.delete(scene.sole(deleted).id);
    // An empty list would prove nothing.
    scene.helpdesk.asPerson.create(contentOf({ subject: 'Call' }));
    await nextDay();
    expect(subjects(scene)).toEqual({ helpdesk: ['Call'], calendar: ['Call'] });
  },
);

test('an event that both profiles copy at the same moment has one appointment in the end', async () => {
  const { scene, atOnce, settle, nextDay } = twoProfiles();
  scene.calendar.asPerson.create(contentOf({ subject: 'Visit' }));
  await atOnce('helpdesk');
  expect(scene.subjects('helpdesk')).toEqual(['Visit', 'Visit']);
  await settle();
  expect(subjects(scene)).toEqual({ helpdesk: ['Visit'], calendar: ['Visit'] });
  await nextDay();
  expect(subjects(scene)).toEqual({ helpdesk: ['Visit'], calendar: ['Visit'] });
});

test('what somebody has written into the second of the two is kept, as an item of its own', async () => {
  const { scene, atOnce, settle, nextDay } = twoProfiles();
  scene.calendar.asPerson.create(contentOf({ subject: 'Visit' }));
  await atOnce('helpdesk');
  const [, last = ''] = [...scene.helpdesk.records.keys()];
  scene.helpdesk.asPerson.edit(last, { subject: 'Visit, and bring the key' });
  await settle();
  await nextDay();
  const both = ['Visit', 'Visit, and bring the key'];
  expect(subjects(scene)).toEqual({ helpdesk: both, calendar: both });
});

test.each(['helpdesk', 'calendar'] as const)(
  'a person’s copy of what was made again is an item of its own in both profiles (in the %s)',
  async (side) => {
    const { scene, run, settle, nextDay } = twoProfiles();
    const other = side === 'helpdesk' ? 'calendar' : 'helpdesk';
    scene[other].asPerson.create(contentOf({ subject: 'Visit' }));
    await run('one');
    await settle();
    scene[side].asPerson.delete(scene.sole(side).id);
    scene[other].asPerson.edit(scene.sole(other).id, { subject: 'Visit after all' });
    await run('one', { want: 'listing' });
    await nextDay();
    scene[side].asPerson.copy(scene.sole(side).id, { subject: 'Copy' });
    await settle();
    await nextDay();
    const both = ['Copy', 'Visit after all'];
    expect(subjects(scene)).toEqual({ helpdesk: both, calendar: both });
  },
);

test('an edit that was made before the second profile found the event there is no agreement of both sides', async () => {
  const { scene, run, settle } = twoProfiles();
  const id = scene.helpdesk.asPerson.create(contentOf({ subject: 'Visit' }));
  const { calendar } = scene;
  const late = interrupted(calendar.port, async () => {
    await run('two');
    calendar.asPerson.edit(scene.sole('calendar').id, { location: 'Yard' });
    scene.helpdesk.asPerson.delete(id);
  });
  const port = async (of: Side) => (of === 'calendar' ? late : scene[of].port);
  await run('one', { sidePort: port, port });
  await run('one', { want: 'listing' });
  await settle();
  expect(subjects(scene)).toEqual({ helpdesk: ['Visit'], calendar: ['Visit'] });
  expect(scene.sole('helpdesk').content.location).toBe('Yard');
});

test('an edit in the helpdesk is not undone by an event that the second profile has made of the older version', async () => {
  const { scene, run, settle } = twoProfiles();
  const id = scene.helpdesk.asPerson.create(contentOf({ subject: 'Visit' }));
  const hasAsked = signal();
  const isEdited = signal();
  const isMade = signal();
  const { port } = scene.calendar;
  const older = interrupted(port, async () => {
    hasAsked.resolve();
    await isEdited.promise;
  });
  const two = run('two', { port: async (of) => (of === 'calendar' ? older : scene[of].port) }).then(isMade.resolve);
  await hasAsked.promise;
  scene.helpdesk.asPerson.edit(id, { subject: 'Visit, moved' });
  const newer = interrupted(port, async () => {
    isEdited.resolve();
    await isMade.promise;
  });
  await run('one', { port: async (of) => (of === 'calendar' ? newer : scene[of].port) });
  await two;
  expect(scene.subjects('helpdesk')).toEqual(['Visit, moved']);
  await settle();
  expect(subjects(scene)).toEqual({ helpdesk: ['Visit, moved'], calendar: ['Visit, moved'] });
});

test('an appointment that comes back beside the one that was made in its place is an item of its own', async () => {
  const scene = createScene();
  const id = scene.helpdesk.asPerson.create(contentOf({ subject: 'Visit' }));
  await scene.run();
  const before = scene.sole('helpdesk');
  scene.helpdesk.asPerson.delete(id);
  scene.calendar.asPerson.edit(scene.sole('calendar').id, { subject: 'Visit after all' });
  await scene.run({ want: 'listing' });
  expect(scene.subjects('helpdesk')).toEqual(['Visit after all']);
  scene.helpdesk.records.set(id, { ...before, etag: '"back"' });
  await scene.run({ want: 'listing' });
  await scene.run();
  const both = ['Visit', 'Visit after all'];
  expect(subjects(scene)).toEqual({ helpdesk: both, calendar: both });
});

test('the key of what was found is that of its account, its side and its record, in the shape of a UUID', () => {
  const keys = ['a', 'b'].flatMap((account) =>
    (['helpdesk', 'calendar'] as const).flatMap((side) => ['1', '2'].map((id) => foundKey(account, side, id))),
  );
  expect(new Set(keys).size).toBe(8);
  expect(foundKey('a', 'helpdesk', '1')).toBe(keys[0]);
  for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
