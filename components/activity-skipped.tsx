import type { SkippedRow } from '../lib/domain/problem';
import { problemText } from './problem-text';
import { skippedReasonText } from './skipped-reason-text';
import { type CountedText, countText } from './sync-count';
import { useTexts } from './texts';

/** How many items were left alone, and on a press which ones and why. Nothing where there are none. */
export function SkippedItems({ rows, text }: { readonly rows: readonly SkippedRow[]; readonly text: CountedText }) {
  const t = useTexts();
  if (rows.length === 0) return null;
  return (
    <details class="activity-skipped">
      <summary>{countText(t, text, rows.length)}</summary>
      <ul class="bulleted">
        {rows.map((row) => (
          <li key={`${row.what} ${row.id}`}>
            {t(
              'activitySkippedRow',
              row.subject || row.id,
              row.problem ? problemText(t, row.problem) : skippedReasonText(t, row.reason),
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
