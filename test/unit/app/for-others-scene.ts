import { expect } from 'vitest';
import { runSave } from '../../../lib/app/run-saves';
import { saveDraft } from '../../../lib/app/save-draft';
import { runOnce } from '../../../lib/app/sync-run';
import type { Draft } from '../../../lib/domain/draft';
import { noRepeat } from '../../../lib/domain/recurrence/repeat-pattern';
import { agentIds } from '../../fixtures/helpdesk-seed-people';
import { type DeskScene, minuteMs, setUpDesk } from './desk-scene';
import type { StrictScene } from './strict-scene';

const amirsId = 8;

/** What the form holds for an hour that is assigned to Amir; `agentId`: whose it is to be. */
export function draftFor(subject: string, agentId: number, nth = 0): Draft {
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
export async function savedForAmir(scene: StrictScene, ...subjects: readonly string[]): Promise<readonly number[]> {
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

/** Between sides in memory: what is read singly stands in their calls. */
export async function savedMany(count: number): Promise<DeskScene> {
  const scene = setUpDesk();
  for (let nth = 0; nth < count; nth += 1) {
    const key = await saveDraft(scene.desk, draftFor(`For Amir ${nth}`, amirsId, nth));
    await runSave(scene.desk, String(key));
  }
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  return scene;
}
