import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toEventId } from '../../../lib/calendars/google/event-id';
import { createGoogleScene, instanceAt } from './google-scene';
import { contentOf } from './link-scene';
import { createScene } from './sync-scene';

const first = '2026-11-24T09:00:00Z';
const span = { kind: 'timed', start: first, end: '2026-11-24T09:30:00Z', zone: 'Europe/London' } as const;
const note = { notes: 'Customer rang: still on' };

describe('the first date of a series of the form', () => {
  let google: ReturnType<typeof createGoogleScene>;

  beforeEach(() => {
    google = createGoogleScene();
  });

  afterEach(() => {
    expect(google.violations).toEqual([]);
  });

  /** The agent cancels it in the calendar while a colleague writes a note on its appointment: it is made again. */
  async function withFirstDateBack() {
    const { scene, run, leah } = google;
    const link = await scene.save({ repeats: ['RRULE:FREQ=WEEKLY;COUNT=4'], wanted: contentOf({ span }) });
    await run();
    await run();
    const dates = google.starts();
    expect(dates).toHaveLength(4);
    const masterId = await toEventId(link.key, 0);
    leah.deleteEvent(instanceAt(masterId, first));
    scene.helpdesk.asPerson.edit(google.appointmentAt(first), note);
    await run();
    await run();
    expect(google.starts()).toEqual(dates);
    return { masterId, master: leah.seeEvent(masterId) };
  }

  test('that outlives its deletion is an event of its own', async () => {
    const { masterId, master } = await withFirstDateBack();
    const single = google.events().filter(({ id, details }) => id !== masterId && details.recurrence === undefined);
    expect(master).toMatchObject({ status: 'confirmed', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] });
    expect(single.map(({ details }) => details.description)).toEqual([expect.stringContaining(note.notes)]);
    expect(google.scene.store.links.size).toBe(4);
  });

  test('that was made again moves no other date when it is moved', async () => {
    const { masterId, master } = await withFirstDateBack();
    const later = { ...span, start: '2026-11-25T14:00:00Z', end: '2026-11-25T14:30:00Z' };
    google.scene.helpdesk.asPerson.edit(google.appointmentAt(first), { span: later });
    for (let n = 0; n < 3; n += 1) await google.run();
    expect(google.leah.seeEvent(masterId)?.start).toEqual(master?.start);
    expect(google.starts()[0]).toBe(later.start);
  });

  test('that was edited comes back alone when the whole series is deleted', async () => {
    const scene = createScene();
    await scene.save({ repeats: ['RRULE:FREQ=WEEKLY;COUNT=4'] });
    await scene.run();
    await scene.run();
    const [masterId = ''] = scene.calendar.series.keys();
    const [, edited] =
      [...scene.helpdesk.records.values()].map((one) => [one.content.span.start, one.id]).sort()[0] ?? [];
    scene.calendar.asPerson.delete(masterId);
    scene.helpdesk.asPerson.edit(edited ?? '', note);
    for (let n = 0; n < 4; n += 1) await scene.run({ approved: 'all' });
    expect(scene.calendar.series.size).toBe(0);
    expect([scene.sole('helpdesk'), scene.sole('calendar')]).toMatchObject([{ content: note }, { content: note }]);
  });
});
