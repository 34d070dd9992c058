import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { readConflicts } from '../../../lib/app/conflicts';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import { contentOf, idOf, minuteMs, setUpDesk } from './desk-scene';

test('times that differ are handed to the page as instants or days, for it to say in the reader’s words and zone', async () => {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf('Visit'));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  scene.calendar.asPerson.edit(idOf(scene, 'calendar', 'Visit'), {
    span: { kind: 'allDay', start: '2026-11-24', end: '2026-11-25' },
  });
  scene.helpdesk.asPerson.edit(idOf(scene, 'helpdesk', 'Visit'), { span: contentOf('Visit', {}, 24, 14).span });
  scene.pass(minuteMs);
  await runOnce(scene.desk);
  const [conflict] = await readConflicts(scene.desk);
  expect(conflict?.fields).toEqual([
    {
      field: 'span',
      helpdesk: '2026-11-24T14:00:00Z/2026-11-24T15:00:00Z',
      calendar: '2026-11-24/2026-11-25',
      shownAs: null,
      ancestor: '2026-11-24T10:00:00Z/2026-11-24T11:00:00Z',
    },
  ]);
});
