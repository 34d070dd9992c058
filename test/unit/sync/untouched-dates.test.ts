import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CalendarPort } from '../../../lib/sync/ports';
import { between, createGoogleScene, instanceAt } from './google-scene';

const start = '2026-11-24T09:00:00Z';

describe('a date of a series that nobody had touched when it was read', () => {
  let google: ReturnType<typeof createGoogleScene>;
  let id: string;
  let appointment: string;

  beforeEach(async () => {
    google = createGoogleScene();
    const hour = between('2026-11-24T09:00:00', '2026-11-24T10:00:00');
    id = google.leah.createEvent({ summary: 'Weekly', ...hour, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] }).id ?? '';
    await google.run();
    appointment = google.appointmentAt(start);
  });

  afterEach(() => {
    expect(google.violations).toEqual([]);
  });

  /** Google, where somebody edits that date between our reading and our write. */
  function withEdit(edit: Parameters<typeof google.leah.updateEvent>[1]): CalendarPort {
    const { port, leah } = google;
    const meanwhile = () => leah.updateEvent(instanceAt(id, start), edit);
    return {
      ...port,
      async update(...asked) {
        meanwhile();
        return port.update(...asked);
      },
      async remove(...asked) {
        meanwhile();
        return port.remove(...asked);
      },
    };
  }

  test('is not moved from where somebody has moved it since', async () => {
    const later = { start: '2026-11-24T11:00:00Z', end: '2026-11-24T12:00:00Z', zone: 'Europe/London' };
    google.scene.helpdesk.asPerson.edit(appointment, { span: { kind: 'timed', ...later } });
    await google.run({}, withEdit(between('2026-11-24T15:00:00', '2026-11-24T16:00:00')));
    expect(google.leah.seeEvent(instanceAt(id, start))?.start?.dateTime).toContain('T15:00:00');
    await google.run();
    const conflicts = [...google.scene.store.links.values()].flatMap(({ conflict }) => conflict);
    expect(conflicts).toEqual(['span']);
  });

  test('outlives the deletion of its appointment when somebody has edited it since', async () => {
    google.scene.helpdesk.asPerson.delete(appointment);
    await google.run({ want: 'listing' }, withEdit({ description: 'Agenda: the new contract' }));
    expect(google.leah.seeEvent(instanceAt(id, start))?.status).toBe('confirmed');
    await google.run();
    const again = google.scene.helpdesk.records.get(google.appointmentAt(start));
    expect(again?.content.notes).toContain('the new contract');
  });

  test('costs one read before its first write, and a run that finds nothing new reads the list alone', async () => {
    const { run, requests } = google;
    await run();
    const list = requests.at(-1) ?? '';
    google.scene.helpdesk.edit(appointment, 'Renamed');
    const before = requests.length;
    await run();
    await run();
    const instance = `${list.replace('GET ', '')}/${instanceAt(id, start)}`;
    expect(requests.slice(before)).toEqual([list, `GET ${instance}`, `PATCH ${instance}`, list]);
    expect(google.leah.seeEvent(instanceAt(id, start))?.summary).toBe('Renamed');
  });
});
