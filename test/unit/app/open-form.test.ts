import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Desk } from '../../../lib/app/desk';
import { createFormSession } from '../../../lib/app/form-session';
import { draftSlot, openForm } from '../../../lib/app/open-form';
import { setSync, setTwoWay } from '../../../lib/app/sync-settings';
import type { Draft } from '../../../lib/domain/draft';
import { createFormMessage, type FormAnswer } from '../../../lib/messages/form-port';
import { createDatabase } from '../../../lib/storage/database';
import { createDraftStore } from '../../../lib/storage/draft-store';
import { account, setUpDesk } from './desk-scene';

/** As the form kept it before it could repeat an appointment or ask for a Meet link. */
const older = {
  id: 'older-draft',
  ticketId: null,
  subject: 'Replace the router',
  notes: 'Bring the spare one',
  location: 'Room 4',
  date: '2026-11-24',
  start: '10:00',
  end: '10:45',
  allDay: false,
  zone: 'Europe/London',
  attendees: [{ email: 'sam@client.example', name: 'Sam', role: 'guest', isTicked: true, isRequired: false }],
  mail: 'everybody',
  isPrivate: true,
  showAs: 'free',
  attendeeInput: 'kim@',
};

test('the form learns whether the sync brings the dates of a series to the helpdesk, and what the agent left out', async () => {
  const { desk } = setUpDesk();
  const opened = async () => {
    const helpdesk = await desk.helpdesk();
    if ('kind' in helpdesk) throw new Error('the helpdesk is not connected');
    return openForm(desk, helpdesk, { ticketId: null, zone: 'UTC' });
  };
  expect((await opened()).seriesSync).toBeNull();
  await setTwoWay(desk, true);
  await setSync(desk, { filter: { name: 'allDay', on: true } });
  await setSync(desk, { allowed: { side: 'helpdesk', action: 'create', on: false } });
  expect((await opened()).seriesSync).toMatchObject({ mayCreate: false, filters: { allDay: true, private: false } });
});

/** A desk on which a form was typed by an older version, and a form that is opened on it. */
async function withOlderDraft() {
  const { desk: usual } = setUpDesk();
  const database = createDatabase(`older-${crypto.randomUUID()}`);
  const slot = draftSlot(account, null);
  await database.table('drafts').put({ slot, schema: 1, id: older.id, draft: older, savedAtMs: usual.now() });
  const desk: Desk = { ...usual, drafts: createDraftStore(database) };
  const said: FormAnswer[] = [];
  const session = createFormSession(desk, {
    say: (answer) => said.push(answer),
    work: async () => undefined,
    online: async () => undefined,
    admit: async () => ({ ticketId: null }),
  });
  await session.hear({ name: 'openOwn', ticketId: null, zone: 'Europe/Berlin' });
  return { desk, session, draft: () => draftOf(said) };
}

function draftOf(said: readonly FormAnswer[]): Draft {
  const last = said.at(-1);
  if (last?.name !== 'view') throw new Error(`the form was told ${JSON.stringify(last)}`);
  return last.view.draft;
}

test('a form that an older version kept opens as it was typed, with the fields that came since at rest', async () => {
  const { draft } = await withOlderDraft();
  expect(draft()).toEqual({
    ...older,
    repeat: { pattern: 'none', ends: 'never', until: '', count: '10' },
    wantsMeet: false,
  });
});

test('what is typed on in such a form is taken, kept and saved', async () => {
  const { desk, session, draft } = await withOlderDraft();
  const typed = createFormMessage().parse({ name: 'draft', draft: { ...draft(), location: 'Room 5' } });
  await session.hear(typed);
  expect(await desk.drafts.read(draftSlot(account, null))).toMatchObject({ location: 'Room 5', wantsMeet: false });
  await session.hear({ name: 'save', draft: draft() });
  expect(await desk.store.read('older-draft')).toMatchObject({ subject: 'Replace the router', mail: 'everybody' });
});
