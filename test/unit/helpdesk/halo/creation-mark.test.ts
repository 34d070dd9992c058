import { expect, test } from 'vitest';
import { fromCreationMark, toCreationMark } from '../../../../lib/helpdesk/halo/creation-mark';

test.each([
  { creationKey: 'a1b2c3d4-0000-4000-8000-000000000001', twinId: null },
  { creationKey: 'a1b2c3d4', twinId: 'r0u6ti_R20250326T123000' },
  { creationKey: 'odd/key 100%', twinId: 'odd/twin:1' },
])('a mark comes back as it was made', (mark) => {
  expect(fromCreationMark(toCreationMark(mark))).toEqual(mark);
});

test.each(['', null, undefined, 'AAMkAGI2TG93AAA=', 'docket:', 'docket:%E0%A4%A', 'xdocket:a1b2c3d4'])(
  'the id of another integration, or a broken mark, is not ours: %s',
  (text) => {
    expect(fromCreationMark(text)).toBeNull();
  },
);
