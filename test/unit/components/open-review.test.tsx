// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { OpenReview } from '../../../components/open-review';
import type { ReviewView } from '../../../lib/domain/sync-views';
import { reviewOf } from '../../gallery/sync-views';
import { mountPage } from './mount-page';

const states: readonly (readonly [ReviewView, string, string])[] = [
  [reviewOf(0, { state: 'preparing', kind: 'push' }), 'Push Existing Data: Docket is finding out', 'Show progress'],
  [reviewOf(5), 'Import Appointments: the list is ready for you. Nothing in it is done before', 'Review changes'],
  [
    reviewOf(5, { state: 'applying', kind: 'undo', progress: 1_200, ticked: 8_889 }),
    'Undo: 1,200 of 8,889 done so far.',
    'Show progress',
  ],
  [reviewOf(5, { state: 'done' }), 'Import Appointments: it has ended', 'Show the report'],
  [reviewOf(5, { state: 'failed' }), 'Import Appointments: it has ended', 'Show the report'],
];

test.each(states)(
  'a list out of sight says what it is and how far it has come ($state)',
  async (review, says, press) => {
    const said: string[] = [];
    const page = await mountPage(<OpenReview review={review} onShow={() => said.push('show')} />);
    expect(page.words()).toContain(says);
    await page.click(page.get('button', press));
    expect(said).toEqual(['show']);
  },
);
