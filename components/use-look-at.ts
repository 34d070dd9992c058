import { useEffect, useRef } from 'preact/hooks';
import type { FormView } from '../lib/domain/form-view';
import type { Interval } from '../lib/domain/span';
import { covers } from './day-scale';

interface LookAt {
  /** What the form shows or searches; null while it has no day. */
  readonly wanted: Interval | null;
  /** In lower case. */
  readonly emails: readonly string[];
  readonly time: FormView['time'];
  readonly onLookAt: (startMs: number, endMs: number, emails: readonly string[]) => void;
}

/** Turning pages and typing dates pass many days; only where they rest is worth a request. */
const restMs = 200;

/**
 * Asks once for each day and circle of people whose time is not there yet. The first one is read without asking.
 * `wanted` and `emails` must stay the same objects while they say the same.
 */
export function useLookAt({ wanted, emails, time, onLookAt }: LookAt) {
  const key = wanted ? `${wanted.startMs} ${wanted.endMs} ${emails.join(' ')}` : '';
  const firstKey = useRef(key);
  const askedKey = useRef('');
  const ask = useRef(onLookAt);
  ask.current = onLookAt;
  useEffect(() => {
    if (wanted === null || emails.length === 0 || askedKey.current === key) return;
    const isMissing = emails.some((email) => {
      const known = time[email];
      return known ? !covers(known.window, wanted) : key !== firstKey.current;
    });
    if (!isMissing) return;
    const timer = setTimeout(() => {
      askedKey.current = key;
      ask.current(wanted.startMs, wanted.endMs, emails);
    }, restMs);
    return () => clearTimeout(timer);
  }, [key, wanted, emails, time]);
}
