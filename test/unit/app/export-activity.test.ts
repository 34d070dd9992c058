import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { exportActivity } from '../../../lib/app/export-activity';
import { runOnce } from '../../../lib/app/sync-run';
import { setTwoWay } from '../../../lib/app/sync-settings';
import { account, contentOf, setUpDesk } from './desk-scene';

const dangerous = '=HYPERLINK("https://evil.example","Visit")';

async function synced() {
  const scene = setUpDesk();
  scene.calendar.asPerson.create(contentOf(dangerous));
  scene.calendar.asPerson.create(contentOf('Visit, "urgent"'));
  await setTwoWay(scene.desk, true);
  await runOnce(scene.desk);
  return scene;
}

test('redacted, no subject leaves the browser, and one item keeps one mark within the file', async () => {
  const { desk } = await synced();
  const { text, fileName } = await exportActivity(desk, { format: 'ndjson', texts: 'redacted' });
  expect(fileName).toBe('docket-activity-2026-11-23.ndjson');
  expect(text).not.toMatch(/evil|Visit|acme/i);
  const rows = text
    .trim()
    .split('\n')
    .map((line): Record<string, string> => JSON.parse(line));
  expect(rows).toHaveLength(4);
  expect(rows.map(({ direction, action }) => `${direction} ${action}`)).toEqual(Array(4).fill('inbound create'));
  expect(new Set(rows.map(({ subject }) => subject)).size).toBe(2);
  const again = await exportActivity(desk, { format: 'ndjson', texts: 'redacted' });
  expect(again.text).not.toBe(text);
});

test('redacted, neither the id of a record nor a word of a server leaves the browser; as they are, both do', async () => {
  const { desk } = await synced();
  await desk.store.append([
    {
      ...{ atMs: desk.now(), account, runId: null, linkKey: 'link-4711', subject: 'Visit', side: 'helpdesk' },
      ...{ action: 'update', outcome: 'failed', fields: ['subject'], recordId: 'record-4711', isOutsideHours: false },
      ...{ before: null, after: null },
      problem: { kind: 'refused', side: 'helpdesk', status: 400, detail: 'Mr. Smith may not be moved' },
    },
  ]);
  for (const format of ['ndjson', 'csv'] as const) {
    const redacted = (await exportActivity(desk, { format, texts: 'redacted' })).text;
    const plain = (await exportActivity(desk, { format, texts: 'asTheyAre' })).text;
    expect(redacted).not.toMatch(/4711|Smith/);
    expect(redacted).toContain('refused 400');
    for (const text of ['link-4711', 'record-4711', 'Mr. Smith may not be moved']) expect(plain).toContain(text);
  }
});

test('a subject that a spreadsheet would run is text in the CSV, and quotes are kept', async () => {
  const { desk } = await synced();
  const { text } = await exportActivity(desk, { format: 'csv', texts: 'asTheyAre' });
  expect(text).toContain(`"'=HYPERLINK(""https://evil.example"",""Visit"")"`);
  expect(text).toContain('"Visit, ""urgent"""');
  expect(text.split('\r\n')[0]).toMatch(/^"time","run","direction"/);
});
