import { expect, test } from 'vitest';
import { releaseLinks } from '../../../lib/sync/release-links';
import { account, contentOf } from './link-scene';
import { asked, createScene, type SyncScene } from './sync-scene';

const dayMs = 24 * 3_600_000;

/** "Visit" in both, made on one side and copied to the other, beside something that stays. */
async function copied(from: 'helpdesk' | 'calendar'): Promise<SyncScene> {
  const scene = createScene();
  scene.helpdesk.asPerson.create(contentOf({ subject: 'Other' }));
  scene[from].asPerson.create(contentOf({ subject: 'Visit' }));
  await scene.run();
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([both, both]);
  return scene;
}

const both = ['Other', 'Visit'];

function recordOf(scene: SyncScene, side: 'helpdesk' | 'calendar', subject: string) {
  const found = [...scene[side].records.values()].find(({ content }) => content.subject === subject);
  if (found === undefined) throw new Error(`the ${side} has no "${subject}"`);
  return found;
}

async function runFor(scene: SyncScene, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    scene.clock.nowMs += dayMs;
    await scene.run();
  }
}

test('an event of Docket that is taken out of the bin again gets its appointment again', async () => {
  const scene = await copied('helpdesk');
  const event = recordOf(scene, 'calendar', 'Visit');
  scene.calendar.asPerson.delete(event.id);
  await scene.run();
  expect(scene.subjects('helpdesk')).toEqual(['Other']);
  scene.calendar.asPerson.restore(event);
  await scene.run();
  await runFor(scene, 1);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([both, both]);
  expect(scene.calendar.outbox).toEqual([]);
});

test('an appointment that no listing shows is not made a second time for the event that names it', async () => {
  const scene = await copied('helpdesk');
  const event = recordOf(scene, 'calendar', 'Visit');
  const appointment = recordOf(scene, 'helpdesk', 'Visit');
  const span = { kind: 'timed', start: '2028-01-10T09:00:00Z', end: '2028-01-10T10:00:00Z', zone: 'UTC' } as const;
  // Known by nothing but what the event says of it, as after the site data were cleared.
  for (const key of scene.store.links.keys()) await scene.store.change(key, () => null, null);
  await scene.store.forgetFeed(account, 'helpdesk');
  await scene.store.forgetFeed(account, 'calendar');
  scene.helpdesk.asPerson.edit(appointment.id, { span });
  await scene.run();
  await runFor(scene, 2);
  expect(scene.subjects('helpdesk')).toEqual(both);
  const link = [...scene.store.links.values()].find(({ calendar }) => 'id' in calendar && calendar.id === event.id);
  expect(link?.helpdesk).toMatchObject({ kind: 'made', id: appointment.id });
});

/** The calendar is disconnected and comes back; meanwhile the event is deleted. */
async function deleteMeanwhile(scene: SyncScene): Promise<void> {
  await releaseLinks(scene.store, { account, side: 'calendar', rules: scene.rules });
  scene.calendar.asPerson.delete(recordOf(scene, 'calendar', 'Visit').id);
  await scene.run();
}

test('a copy deleted while its calendar was disconnected is made again, and takes no original with it', async () => {
  const scene = await copied('helpdesk');
  await deleteMeanwhile(scene);
  await runFor(scene, 2);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([both, both]);
});

test('an event deleted while its calendar was disconnected takes its copy with it', async () => {
  const scene = await copied('calendar');
  await deleteMeanwhile(scene);
  await runFor(scene, 2);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([['Other'], ['Other']]);
});

test('where the copy was edited since, the edit outlives that deletion', async () => {
  const scene = await copied('calendar');
  await deleteMeanwhile(scene);
  scene.helpdesk.asPerson.edit(recordOf(scene, 'helpdesk', 'Visit').id, { location: 'Room 9' });
  await runFor(scene, 2);
  expect([scene.subjects('helpdesk'), scene.subjects('calendar')]).toEqual([both, both]);
});

test('dates of a series that was ended or deleted meanwhile take their copies with them, and no others', async () => {
  const scene = await copied('helpdesk');
  const rule = { zone: 'Europe/London', recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] };
  const shorter = scene.calendar.asPerson.createSeries(contentOf({ subject: 'Shorter' }), rule);
  const deleted = scene.calendar.asPerson.createSeries(contentOf({ subject: 'Deleted' }), rule);
  await scene.run();
  expect(scene.helpdesk.records.size).toBe(8);
  await releaseLinks(scene.store, { account, side: 'calendar', rules: scene.rules });
  scene.calendar.asPerson.editSeries(shorter, {}, ['RRULE:FREQ=DAILY;COUNT=2']);
  scene.calendar.asPerson.delete(deleted);
  await scene.run();
  await runFor(scene, 2);
  expect(scene.subjects('helpdesk')).toEqual(['Other', 'Shorter', 'Shorter', 'Visit']);
});

test('what was left in another calendar is not looked for in this one', async () => {
  const scene = await copied('calendar');
  await releaseLinks(scene.store, { account, side: 'calendar', rules: scene.rules });
  const calendarOf = { email: 'leah.novak@acme.example', calendarId: 'old' };
  for (const key of scene.store.links.keys()) await scene.store.change(key, (link) => ({ ...link, calendarOf }), null);
  scene.calendar.records.clear();
  scene.calendar.asPerson.create(contentOf({ subject: 'Planning' }));
  const since = asked(scene);
  await runFor(scene, 3);
  expect(scene.subjects('helpdesk')).toEqual(['Other', 'Planning', 'Visit']);
  expect(since().filter((call) => call === 'calendar read')).toEqual([]);
});

test('a hundred such events cost a usual run nothing, and each listing at most fifty reads', async () => {
  const scene = await copied('helpdesk');
  const event = recordOf(scene, 'calendar', 'Visit');
  for (let n = 0; n < 100; n += 1) {
    scene.calendar.asPerson.restore({ ...event, id: `bin${n}`, creationKey: `key of ${n}`, twinId: `dead${n}` });
  }
  const reads = async () => {
    const since = asked(scene);
    await scene.run({ approved: 'all' });
    return since().filter((call) => call === 'helpdesk read').length;
  };
  expect(await reads()).toBe(0);
  scene.clock.nowMs += dayMs;
  expect(await reads()).toBe(50);
  expect(await reads()).toBe(0);
  scene.clock.nowMs += dayMs;
  expect(await reads()).toBe(50);
  expect(scene.helpdesk.records.size).toBe(102);
});
