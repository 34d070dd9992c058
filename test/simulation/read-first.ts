import { type History, makeHistory, type Op } from './history';

const off: Op = { do: 'rules', change: { twoWay: false } };
const on: Op = { do: 'rules', change: {} };

/**
 * Of every other seed a history of somebody who lets Docket read both sides at first and switches two-way sync on in the
 * middle: until then nothing is to be done with what is found, and the store packs it.
 */
export function makeStoredHistory(seed: number): History {
  const history = makeHistory(seed);
  if (seed % 2 === 1) return history;
  const { ops } = history;
  const middle = Math.ceil(ops.length / 2);
  return { ...history, ops: [off, ...ops.slice(0, middle), on, ...ops.slice(middle)] };
}
