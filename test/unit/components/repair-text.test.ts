// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { repairText } from '../../../components/repair-text';
import type { RunView } from '../../../lib/domain/sync-views';
import { galleryTexts } from '../../gallery/gallery-texts';
import { runs } from '../../gallery/sync-views';

const t = galleryTexts('en');
const quiet = { created: 0, updated: 0, removed: 0, failed: 0 };

function run(more: Partial<RunView>): RunView {
  const [first] = runs;
  if (first === undefined) throw new Error('there is no run');
  return { ...first, kind: 'repair', outcome: 'done', counts: { helpdesk: quiet, calendar: quiet }, ...more };
}

test('a repair says what it did, in whole sentences', () => {
  expect(repairText(t, run({}), null)).toBe('Both sides were read anew. Nothing had to be changed.');
  const counts = { helpdesk: { ...quiet, created: 2 }, calendar: quiet };
  expect(repairText(t, run({ counts }), null)).toBe('Both sides were read anew. Helpdesk: 2 created');
  expect(repairText(t, run({ outcome: 'partial' }), null)).toContain('“Activity” says why');
  expect(repairText(t, run({ outcome: 'braked' }), null)).toContain('Docket asks you at the top');
});

test('a repair that could not begin says why, and what to press', () => {
  expect(repairText(t, null, { kind: 'connected', nextMs: null })).toContain('Press “Repair” again in a moment.');
  expect(repairText(t, null, { kind: 'paused', why: 'agent', untilMs: null })).toContain('Press “Resume” first.');
});
