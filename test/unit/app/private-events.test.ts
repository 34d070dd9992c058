import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readConflicts, resolveConflict } from '../../../lib/app/conflicts';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import type { Side } from '../../../lib/domain/appointment';
import type { ContentField } from '../../../lib/domain/content-fields';
import { contentOf, type DeskScene, idOf, minuteMs, setUpDesk } from './desk-scene';

const guests = [{ email: 'friend@gmail.example', name: '', role: 'guest' as const }];
const doctor = contentOf('Doctor', { isPrivate: true, notes: 'Bring the X-ray', attendees: guests });

async function runAgain({ desk, pass }: DeskScene): Promise<void> {
  pass(minuteMs);
  await runOnce(desk);
}

/** A private event, and somebody who has written into its busy copy. */
async function writtenInto(): Promise<DeskScene> {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(doctor);
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Busy'), {
    subject: 'Busy (leave alone)',
    notes: 'Reached by phone until noon',
    location: 'Room 4',
  });
  await runAgain(scene);
  return scene;
}

/** Chooses one side for every open field of the only conflict, and lets two runs pass. */
async function choose(scene: DeskScene, winner: Side): Promise<readonly ContentField[]> {
  const [conflict] = await readConflicts(scene.desk);
  const fields = conflict?.fields.map(({ field }) => field) ?? [];
  const choices = fields.map((field) => ({ field, winner, remember: false }));
  await resolveConflict(scene.desk, { linkId: conflict?.linkId ?? '', choices });
  await runAgain(scene);
  await runAgain(scene);
  expect(await readConflicts(scene.desk)).toEqual([]);
  return fields;
}

function held(scene: DeskScene, side: Side) {
  const [record] = scene[side].records.values();
  return record?.content;
}

test('what is written into the busy copy of a private event does not throw its own words out', async () => {
  const scene = await writtenInto();
  expect(held(scene, 'calendar')).toEqual({ ...doctor, location: 'Room 4' });
  const [conflict] = await readConflicts(scene.desk);
  expect(conflict?.fields.map(({ field }) => field)).toEqual(['subject', 'notes']);
});

test('the choice "Helpdesk" brings what was written into the busy copy to the private event', async () => {
  const scene = await writtenInto();
  expect(await choose(scene, 'helpdesk')).toEqual(['subject', 'notes']);
  const written = { subject: 'Busy (leave alone)', notes: 'Reached by phone until noon', location: 'Room 4' };
  expect(held(scene, 'calendar')).toMatchObject({ ...written, attendees: guests });
  expect(held(scene, 'helpdesk')).toMatchObject(written);
});

test('the choice "Calendar" gives the helpdesk what it is shown of the private event', async () => {
  const scene = await writtenInto();
  expect(await choose(scene, 'calendar')).toEqual(['subject', 'notes']);
  expect(held(scene, 'calendar')).toEqual({ ...doctor, location: 'Room 4' });
  expect(held(scene, 'helpdesk')).toMatchObject({ subject: 'Busy', notes: '', location: 'Room 4' });
});

test('a conflict shows what the private event holds, what the helpdesk gets of it, and what that held before', async () => {
  const scene = await writtenInto();
  const [conflict] = await readConflicts(scene.desk);
  expect(conflict?.fields[0]).toEqual({
    field: 'subject',
    ...{ helpdesk: 'Busy (leave alone)', calendar: 'Doctor', shownAs: 'Busy', ancestor: 'Busy' },
  });
});

/** An appointment and a private event that belong together since before Docket, with the same notes. */
async function paired(subjectOfEvent: string): Promise<DeskScene> {
  const scene = setUpDesk();
  const content = { isPrivate: true, notes: 'Bring the X-ray' };
  const twinId = scene.helpdesk.asPerson.create(contentOf('Doctor', content));
  scene.calendar.asPerson.create(contentOf(subjectOfEvent, content), { twinId });
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  return scene;
}

test.each([
  ['Doctor', 'calendar', 'Busy'],
  ['Doctor, 3 pm', 'calendar', 'Busy'],
  ['Doctor', 'helpdesk', 'Doctor'],
  ['Doctor, 3 pm', 'helpdesk', 'Doctor'],
] as const)(
  'a private event "%s" and its appointment "Doctor": %s wins, the helpdesk holds %s',
  async (subject, winner, left) => {
    const scene = await paired(subject);
    const [conflict] = await readConflicts(scene.desk);
    await resolveConflict(scene.desk, {
      linkId: conflict?.linkId ?? '',
      choices: [{ field: 'subject', winner, remember: false }],
    });
    await runAgain(scene);
    expect(scene.subjects('helpdesk')).toEqual([left]);
    const [rest] = await readConflicts(scene.desk);
    expect(rest?.fields.map(({ field }) => field)).toEqual(['notes']);
    expect(await choose(scene, 'calendar')).toEqual(['notes']);
    expect([held(scene, 'helpdesk')?.notes, held(scene, 'calendar')?.notes]).toEqual(['', 'Bring the X-ray']);
  },
);
