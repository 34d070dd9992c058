import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { runSave } from '../../../lib/app/run-saves';
import { saveDraft } from '../../../lib/app/save-draft';
import { runOnce } from '../../../lib/app/sync-run';
import type { Draft } from '../../../lib/domain/draft';
import { noRepeat } from '../../../lib/domain/recurrence/repeat-pattern';
import { ForbiddenError } from '../../../lib/http/errors';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { type DeskScene, minuteMs, setUpDesk } from './desk-scene';
import { type StrictScene, setUpStrictDesk } from './strict-scene';

const amirsId = 8;

function draftFor(subject: string, agentId: number, nth = 0): Draft {
  const amir = { email: 'amir.haddad@acme.example', name: 'Amir Haddad', role: 'assignedAgent', agentId } as const;
  return {
    ...{
      id: `c0ffee00-0000-4000-8000-00000000${String(1000 + nth)}`,
      ticketId: null,
      subject,
      notes: '',
      location: '',
    },
    ...{ date: '2026-11-25', start: '09:00', end: '10:00', allDay: false, zone: 'Europe/London' },
    ...{ repeat: noRepeat, attendees: [{ ...amir, isTicked: true, isRequired: true }] },
    ...{ mail: 'nobody', isPrivate: false, showAs: 'busy', wantsMeet: false, attendeeInput: '' },
  };
}

/** Saved from the form for a colleague, and seen by a run. */
async function savedForAmir(scene: StrictScene, ...subjects: readonly string[]): Promise<readonly number[]> {
  await scene.switchOn();
  scene.addAppointment('Other', 2);
  await scene.run();
  for (const [nth, subject] of subjects.entries()) {
    const key = await saveDraft(scene.desk, draftFor(subject, agentIds.amir, nth));
    await runSave(scene.desk, String(key));
  }
  await scene.run();
  const rows = [...scene.halo.server.state.appointments.values()].filter(({ agent_id }) => agent_id === agentIds.amir);
  expect(rows.map(({ subject }) => subject)).toEqual(subjects);
  return rows.map(({ id }) => id);
}

test('an appointment that was saved for the assigned agent is followed in the calendar by the next run', async () => {
  const scene = setUpStrictDesk();
  const [id = 0] = await savedForAmir(scene, 'For Amir');
  scene.halo.server.webUi.changeAppointment(id, { subject: 'For Amir, moved' });
  await scene.run();
  expect(scene.events()).toEqual(['For Amir, moved', 'Other']);
  expect(scene.violations()).toEqual([]);
});

/** Between sides in memory: what is read singly stands in their calls. */
async function savedMany(count: number): Promise<DeskScene> {
  const scene = setUpDesk();
  for (let nth = 0; nth < count; nth += 1) {
    const key = await saveDraft(scene.desk, draftFor(`For Amir ${nth}`, amirsId, nth));
    await runSave(scene.desk, String(key));
  }
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  return scene;
}

const remembered = async ({ desk }: DeskScene) => (await desk.readSettings()).forOthers ?? [];

test('of many appointments for others ten are read in a run, and each within three', async () => {
  const scene = await savedMany(23);
  const { port } = scene.helpdesk;
  const { read } = port;
  const runs: string[][] = [];
  port.read = (id) => {
    runs.at(-1)?.push(id);
    return read(id);
  };
  for (let nth = 0; nth < 3; nth += 1) {
    runs.push([]);
    scene.pass(minuteMs);
    await runOnce(scene.desk);
  }
  expect(runs.map((ids) => ids.length)).toEqual([10, 10, 10]);
  expect(new Set(runs.flat()).size).toBe(23);
});

test('what was saved for others is read no more when it is over', async () => {
  const scene = await savedMany(1);
  expect(await remembered(scene)).toHaveLength(1);
  scene.pass(4 * 24 * 60 * minuteMs);
  await runOnce(scene.desk);
  expect(await remembered(scene)).toEqual([]);
});

test('the own appointments come with the list, and are not remembered', async () => {
  const scene = setUpDesk();
  await saveDraft(scene.desk, draftFor('Mine', 7));
  expect(await remembered(scene)).toEqual([]);
});

test('an appointment for somebody else that cannot be read stops no run', async () => {
  const scene = await savedMany(1);
  scene.helpdesk.port.read = async () => {
    throw new ForbiddenError('Not yours', 403);
  };
  scene.pass(minuteMs);
  expect(await runOnce(scene.desk)).toMatchObject({ outcome: 'done', problem: null });
});
