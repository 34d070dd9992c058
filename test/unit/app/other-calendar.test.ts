import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { chooseCalendar } from '../../../lib/app/calendars-view';
import { connectGoogle } from '../../../lib/app/connect-google';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import type { GoogleGrant } from '../../../lib/auth/google-page';
import {
  type CalendarsScene,
  infoOf,
  otherCalendar,
  ownCalendar,
  setUpCalendars,
  withCalendarPort,
} from './calendars-scene';
import { account, contentOf, minuteMs } from './desk-scene';

const hourMs = 60 * minuteMs;

function january(subject: string) {
  const span = { kind: 'timed', start: '2027-01-11T09:00:00Z', end: '2027-01-11T10:00:00Z', zone: 'UTC' } as const;
  return contentOf(subject, { span });
}

/** Twelve pairs that have left the window and are still known, and four of today. Answers what the helpdesk holds. */
async function withHistory(scene: CalendarsScene): Promise<readonly string[]> {
  for (let n = 0; n < 12; n += 1) scene.calendarOf(ownCalendar).asPerson.create(contentOf(`Old ${n}`));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  scene.pass(40 * 24 * hourMs);
  for (const subject of ['One', 'Two']) scene.calendarOf(ownCalendar).asPerson.create(january(subject));
  for (const subject of ['Three', 'Four']) scene.helpdesk.asPerson.create(january(subject));
  await runOnce(scene.desk);
  expect(scene.subjects('helpdesk')).toHaveLength(16);
  return scene.subjects('helpdesk');
}

async function runLater({ desk, pass }: CalendarsScene, ms = minuteMs) {
  pass(ms);
  return runOnce(desk);
}

/** The calendar side of every link that is still tied to an event, by its kind. */
async function takenForDeleted({ desk }: CalendarsScene): Promise<readonly string[]> {
  const links = await desk.store.ofAccount(account);
  return links.filter(({ calendar }) => calendar.kind === 'gone').map(({ subject }) => subject);
}

test('after a sign-in with another Google account nothing is deleted in the helpdesk', async () => {
  const scene = setUpCalendars();
  const before = await withHistory(scene);
  const other = 'leah@gmail.example';
  scene.calendarOf(other).asPerson.create(january('Dentist'));
  const expiresAtMs = scene.desk.now() + hourMs;
  const grant: GoogleGrant = { schemaVersion: 1, by: 'window', accessToken: 't', expiresAtMs, grantedScopes: [] };
  const result = await connectGoogle(
    scene.desk,
    {
      builtInClientId: '1-a.apps.googleusercontent.com',
      signIn: async () => ({ kind: 'signedIn', grant }),
      listCalendars: async () => [infoOf(other, 'primary')],
      keepTokens: async () => undefined,
    },
    '',
  );
  expect(result).toMatchObject({ kind: 'connected' });
  await runLater(scene);
  await runLater(scene, 25 * hourMs);
  expect(scene.subjects('helpdesk').filter((subject) => subject !== 'Dentist')).toEqual(before);
  expect(await takenForDeleted(scene)).toEqual([]);
});

test('a calendar that is chosen while a run reads the old one costs the helpdesk nothing', async () => {
  const scene = setUpCalendars();
  const before = await withHistory(scene);
  scene.calendarOf(otherCalendar).asPerson.create(january('Planning'));
  let isChosen = false;
  const desk = withCalendarPort(scene.desk, (port) => ({
    ...port,
    async readChanges(request) {
      const reading = await port.readChanges(request);
      async function* pages() {
        for await (const page of reading.pages) {
          if (!isChosen) await chooseCalendar(scene.desk, otherCalendar);
          isChosen = true;
          yield page;
        }
      }
      return { ...reading, pages: pages() };
    },
  }));
  // A day later everything is listed.
  scene.pass(25 * hourMs);
  await runOnce(desk);
  const next = await runLater(scene);
  expect({ deleted: await takenForDeleted(scene), outcome: next?.outcome }).toEqual({ deleted: [], outcome: 'done' });
  expect(scene.subjects('helpdesk').filter((subject) => subject !== 'Planning')).toEqual(before);
});
