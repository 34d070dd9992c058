import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { between, createGoogleScene, instanceAt } from './google-scene';

const start = '2026-11-24T09:00:00Z';
/** Docket's own steps through rules give it up. */
const unreadable = { recurrence: ['RRULE:FREQ=YEARLY;BYWEEKNO=48,49;BYDAY=TU;BYSETPOS=1'] };

describe('a synced event that becomes a series nobody can read', () => {
  let google: ReturnType<typeof createGoogleScene>;

  beforeEach(() => {
    google = createGoogleScene();
  });

  afterEach(() => {
    expect(google.violations).toEqual([]);
  });

  async function turned(): Promise<{ readonly id: string; readonly appointment: string }> {
    const { run, leah } = google;
    const hour = between('2026-11-24T09:00:00', '2026-11-24T10:00:00');
    const { id = '' } = leah.createEvent({ summary: 'Check', ...hour });
    leah.createEvent({ summary: 'Other', ...between('2026-11-25T09:00:00', '2026-11-25T10:00:00') });
    await run();
    const appointment = google.appointmentAt(start);
    leah.updateEvent(id, unreadable);
    const { skipped } = await run();
    expect(skipped.map((row) => row.id)).toEqual([id]);
    return { id, appointment };
  }

  test('keeps its other dates when the appointment of its first is deleted', async () => {
    const { id, appointment } = await turned();
    google.scene.helpdesk.asPerson.delete(appointment);
    for (let n = 0; n < 3; n += 1) await google.run({ want: 'listing' });
    expect(google.leah.seeEvent(id)?.status).toBe('confirmed');
    expect(google.leah.seeEvent(instanceAt(id, start))?.status).toBe('cancelled');
  });

  test('keeps its other dates as they were when the appointment of its first is edited', async () => {
    const { id, appointment } = await turned();
    google.scene.helpdesk.edit(appointment, 'Only the first');
    for (let n = 0; n < 2; n += 1) await google.run();
    expect(google.leah.seeEvent(id)?.summary).toBe('Check');
    expect(google.leah.seeEvent(instanceAt(id, start))?.summary).toBe('Only the first');
  });

  test.each(['is deleted', 'is a single event again', 'can be read again'] as const)(
    'goes on with its appointment when it %s',
    async (how) => {
      const { id, appointment } = await turned();
      if (how === 'is deleted') google.leah.deleteEvent(id);
      else
        google.leah.updateEvent(id, { recurrence: how === 'can be read again' ? ['RRULE:FREQ=WEEKLY;COUNT=2'] : [] });
      for (let n = 0; n < 2; n += 1) await google.run({ want: 'listing', approved: 'all' });
      const second = how === 'can be read again' ? ['2026-12-01T09:00:00Z'] : [];
      const first = how === 'is deleted' ? [] : [start];
      expect(google.starts()).toEqual([...first, '2026-11-25T09:00:00Z', ...second]);
      expect(google.scene.helpdesk.records.has(appointment)).toBe(how !== 'is deleted');
    },
  );
});
