import { expect, test } from 'vitest';
import { fromCreationMark, toCreationMark } from '../../../../lib/helpdesk/halo/creation-mark';

test.each([
  { creationKey: 'a1b2c3d4-0000-4000-8000-000000000001', twinId: null },
  { creationKey: 'a1b2c3d4', twinId: 'r0u6ti_R20250326T123000' },
  { creationKey: 'a1b2c3d4', twinId: 'r0u6ti', again: 12 },
  { creationKey: 'odd/key 100%', twinId: 'odd/twin:1' },
])('a mark comes back as it was made', (mark) => {
  expect(fromCreationMark(toCreationMark(mark))).toEqual({ again: 0, ...mark });
});

test('a mark of before nothing was counted is read as before, and so is what is made the first time', () => {
  const mark = { creationKey: 'a1b2c3d4', twinId: 'r0u6ti' };
  expect(fromCreationMark('docket:a1b2c3d4/r0u6ti')).toEqual({ ...mark, again: 0 });
  expect(toCreationMark({ ...mark, again: 0 })).toBe('docket:a1b2c3d4/r0u6ti');
  expect(toCreationMark(mark)).toBe('docket:a1b2c3d4/r0u6ti');
});

test.each(['', null, undefined, 'AAMkAGI2TG93AAA=', 'docket:', 'docket:%E0%A4%A', 'xdocket:a1b2c3d4'])(
  'the id of another integration, or a broken mark, is not ours: %s',
  (text) => {
    expect(fromCreationMark(text)).toBeNull();
  },
);
