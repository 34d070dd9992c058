import { expect, test } from 'vitest';
import { toCreation } from '../../../lib/sync/create-step';
import { contentOf, linkOf, noSide, nowMs } from './link-scene';

const intent = { kind: 'write', content: contentOf(), basis: null } as const;
const saved = linkOf({ source: 'form', wanted: contentOf(), wantsMeet: true, helpdesk: noSide, calendar: noSide });

test('the wish for a Meet link reaches the event of the save, and nothing else', () => {
  expect(toCreation(saved, 'calendar', intent, nowMs).wantsMeet).toBe(true);
  expect(toCreation(saved, 'helpdesk', intent, nowMs)).not.toHaveProperty('wantsMeet');
  const copy = { ...intent, basis: contentOf() };
  expect(toCreation(saved, 'calendar', copy, nowMs)).not.toHaveProperty('wantsMeet');
  const { wantsMeet, ...plain } = saved;
  expect(toCreation(plain, 'calendar', intent, nowMs)).not.toHaveProperty('wantsMeet');
});
