import { afterEach, beforeEach, expect, test } from 'vitest';
import { googleEmails } from '../../fixtures/google-seed';
import { between, createGoogleScene, dayMs, instanceAt } from './google-scene';
import { account } from './link-scene';

let google: ReturnType<typeof createGoogleScene>;

beforeEach(() => {
  google = createGoogleScene();
});

afterEach(() => {
  expect(google.violations).toEqual([]);
});

const other = '2027-01-11T09:00:00Z';

/** Amir's weekly meeting, of which Leah is invited to the given dates only; and an event of her own. */
function invitedTo(...dates: readonly string[]): { readonly masterId: string } & Pick<typeof google, 'leah'> {
  const amir = google.server.asPerson(googleEmails.amir);
  const rule = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=8'] };
  const hour = between('2026-11-24T09:00:00', '2026-11-24T10:00:00');
  const { id: masterId = '' } = amir.createEvent({ summary: 'Team', ...hour, ...rule });
  for (const date of dates) amir.updateEvent(instanceAt(masterId, date), { attendees: [{ email: googleEmails.leah }] });
  google.leah.createEvent({ summary: 'Other', ...between('2027-01-11T09:00:00', '2027-01-11T10:00:00') });
  return { masterId, leah: google.leah };
}

test('an appointment of a single date that the agent was invited to stays when that date leaves the window', async () => {
  const date = '2026-11-24T09:00:00Z';
  invitedTo(date);
  await google.run({ approved: 'all' });
  expect(google.starts()).toEqual([date, other]);
  for (const days of [20, 15, 1, 1]) {
    google.pass(days * dayMs);
    await google.run();
    expect(google.starts()).toEqual([date, other]);
  }
});

test('a single date that the agent was invited to is followed in its deletion, though only a listing shows that it is missing', async () => {
  const [first, second] = ['2026-11-24T09:00:00Z', '2026-12-01T09:00:00Z'];
  const { masterId, leah } = invitedTo(first, second);
  await google.run({ approved: 'all' });
  expect(google.starts()).toEqual([first, second, other]);
  google.pass(5 * dayMs);
  leah.deleteEvent(instanceAt(masterId, second));
  await google.run({ want: 'listing' });
  await google.run();
  expect(google.starts()).toEqual([first, other]);
});

test('a past date that was moved forward stays where it was when only its old place is still in the window', async () => {
  // Thursdays; the one of 26 November was moved to Tuesday.
  const tuesday = '2026-11-24T09:00:00Z';
  const hour = between('2026-11-26T09:00:00', '2026-11-26T10:00:00');
  const rule = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=8'] };
  const { id = '' } = google.leah.createEvent({ summary: 'Weekly', ...hour, ...rule });
  const moved = between('2026-11-24T09:00:00', '2026-11-24T10:00:00');
  google.leah.updateEvent(instanceAt(id, '2026-11-26T09:00:00Z'), moved);
  await google.run({ approved: 'all' });
  expect(google.starts()[0]).toBe(tuesday);
  // A month later: Tuesday has left the window, Thursday has not; then neither is in it.
  for (const days of [31.5, 0, 2, 30]) {
    google.pass(days * dayMs);
    await google.run({ want: 'listing', approved: 'all' });
    expect(google.starts()[0]).toBe(tuesday);
  }
  // What nobody needs any more is not kept for ever.
  expect((await google.scene.store.series(account, id))?.exceptions).toEqual([]);
});

test('a date that is moved to before the window goes there with its appointment, also when everything is to be listed by then', async () => {
  const hour = between('2026-11-26T09:00:00', '2026-11-26T10:00:00');
  const { id = '' } = google.leah.createEvent({
    summary: 'Weekly',
    ...hour,
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=8'],
  });
  await google.run({ approved: 'all' });
  const [date = ''] = google.starts();
  google.leah.updateEvent(
    instanceAt(id, '2026-12-31T09:00:00Z'),
    between('2026-01-07T09:00:00', '2026-01-07T10:00:00'),
  );
  google.pass(2 * dayMs);
  await google.run({ approved: 'all' });
  await google.run();
  expect(google.starts().slice(0, 2)).toEqual(['2026-01-07T09:00:00Z', date]);
  expect(google.starts()).toHaveLength(8);
});
