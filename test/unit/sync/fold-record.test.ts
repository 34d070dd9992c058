import { expect, test } from 'vitest';
import { foldKnown } from '../../../lib/sync/fold-record';
import { contentOf, linkOf, madeSide, rulesOf } from './link-scene';

test('a reading, which names no Meet link, does not take away the one that the creation was answered with', () => {
  const meetUrl = 'https://meet.google.com/abc-defg-hij';
  const link = linkOf({ calendar: madeSide({ id: 'event', etag: '"1"', meetUrl }) });
  const record = {
    ...{ id: 'event', etag: '"2"', content: contentOf({ subject: 'Changed' }) },
    ...{ creationKey: link.key, twinId: '17', ticketId: null, url: null, remark: null, changedAtMs: null },
    traits: { isDeclined: false, type: 'default', foreignTwinId: null },
  };
  const context = { side: 'calendar', rules: rulesOf(), generation: 1, normalise: contentOf } as const;
  expect(foldKnown(link, record, context).calendar).toMatchObject({ etag: '"2"', meetUrl });
});

test('what the agent has taken back does not come back with a list that lags behind', () => {
  const link = linkOf({ calendar: { kind: 'removed' } });
  const record = {
    ...{ id: 'event', etag: '"2"', content: contentOf() },
    ...{ creationKey: link.key, twinId: '17', ticketId: null, url: null, remark: null, changedAtMs: null },
    traits: { isDeclined: false, type: 'default', foreignTwinId: null },
  };
  const context = { side: 'calendar', rules: rulesOf(), generation: 1, normalise: contentOf } as const;
  expect(foldKnown(link, record, context)).toBe(link);
});
