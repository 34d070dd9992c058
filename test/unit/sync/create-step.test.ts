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

test('the rule of a series reaches the event of the save, and not what is made again in place of a deleted date', () => {
  const repeats = ['RRULE:FREQ=WEEKLY'];
  const series = { ...saved, repeats };
  expect(toCreation(series, 'calendar', intent, nowMs).repeats).toEqual(repeats);
  expect(toCreation(series, 'calendar', { ...intent, basis: contentOf() }, nowMs)).not.toHaveProperty('repeats');
});
