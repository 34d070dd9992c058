import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActivityLines } from '../../components/activity-table';
import type { Loaded } from '../../components/loaded';
import type { ActivityFilter, RunView } from '../../lib/domain/sync-views';
import { send } from '../../lib/messages/send';
import { toLoaded } from '../page/to-loaded';
import { useNewest } from '../page/use-review';
import { watchPopupRecord } from '../page/watch-popup-record';

const pageLines = 50;
const fewRuns = 5;
const moreRuns = 25;
const mostRuns = 200;
const typingPauseMs = 200;

interface Lines extends ActivityLines {
  /** The filter for which they were read. Until those of the next one are there, they stay, and nothing jumps. */
  readonly of: ActivityFilter;
  readonly before: number | null;
}

function isOf(
  lines: Loaded<Lines>,
  filter: ActivityFilter,
): lines is Extract<Loaded<Lines>, { readonly kind: 'ready' }> {
  return lines.kind === 'ready' && lines.value.of === filter;
}

/** Runs and actions; new ones appear on top while older ones that were loaded stay. */
export function useActivity() {
  const [filter, setFilter] = useState<ActivityFilter>({ direction: null, outcome: null, runId: null, search: '' });
  const [lines, setLines] = useState<Loaded<Lines>>({ kind: 'loading' });
  const [runs, setRuns] = useState<Loaded<readonly RunView[]>>({ kind: 'loading' });
  const [runLimit, setRunLimit] = useState(fewRuns);
  const newestFilter = useNewest(filter);
  const isFirst = useRef(true);

  async function readRuns() {
    // One more than is shown tells whether there are more.
    const reply = await send('runs', { limit: Math.min(runLimit + 1, mostRuns) });
    setRuns((current) => (reply.ok || current.kind !== 'ready' ? toLoaded(reply) : current));
  }

  async function readNewest(of: ActivityFilter) {
    const reply = await send('activity', { ...of, before: null, limit: pageLines });
    if (newestFilter.current !== of) return;
    if (!reply.ok) {
      setLines((current) => (isOf(current, of) ? current : { kind: 'failed', problem: reply.problem }));
      return;
    }
    const { rows, before } = reply.answer;
    setLines((current) => {
      const oldest = rows.at(-1)?.seq;
      const older =
        isOf(current, of) && oldest !== undefined ? current.value.rows.filter(({ seq }) => seq < oldest) : [];
      const page = older.length > 0 && current.kind === 'ready' ? current.value.before : before;
      return {
        kind: 'ready',
        value: { of, rows: [...rows, ...older], before: page, hasMore: page !== null, isLoadingMore: false },
      };
    });
  }

  async function more() {
    if (!isOf(lines, filter) || lines.value.before === null) return;
    setLines({ kind: 'ready', value: { ...lines.value, isLoadingMore: true } });
    const reply = await send('activity', { ...filter, before: lines.value.before, limit: pageLines });
    if (newestFilter.current !== filter) return;
    setLines((current) => {
      if (current.kind !== 'ready') return current;
      if (!reply.ok) return { kind: 'ready', value: { ...current.value, isLoadingMore: false } };
      const { before } = reply.answer;
      const rows = [...current.value.rows, ...reply.answer.rows];
      return { kind: 'ready', value: { of: filter, rows, before, hasMore: before !== null, isLoadingMore: false } };
    });
  }

  const refresh = useNewest(() => {
    void readRuns();
    void readNewest(filter);
  });
  useEffect(() => watchPopupRecord(() => refresh.current()), [refresh]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read when the limit changes, by whatever function is newest
  useEffect(() => void readRuns(), [runLimit]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same for the filter
  useEffect(() => {
    const pause = isFirst.current || filter.search === '' ? 0 : typingPauseMs;
    isFirst.current = false;
    const timer = setTimeout(() => void readNewest(filter), pause);
    return () => clearTimeout(timer);
  }, [filter]);

  const shownRuns: Loaded<readonly RunView[]> =
    runs.kind === 'ready' ? { kind: 'ready', value: runs.value.slice(0, runLimit) } : runs;
  return {
    runs: shownRuns,
    canShowMoreRuns: runs.kind === 'ready' && runs.value.length > runLimit,
    lines,
    isReading: lines.kind === 'ready' && lines.value.of !== filter,
    filter,
    setFilter,
    more,
    showMoreRuns: () => setRunLimit((limit) => Math.min(limit + moreRuns, mostRuns)),
    reload: () => refresh.current(),
  };
}
