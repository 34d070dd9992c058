import type { Size } from '../unit/house/built-package';
import type { Summary } from './samples';

/** One line of the table. */
export interface BudgetLine {
  readonly what: string;
  /** As the table shows it; empty where something is measured for information. */
  readonly budget: string;
  readonly ours: string;
  /** The empty extension's; empty where nothing is compared. */
  readonly other: string;
  readonly ratio: string;
  readonly verdict: 'kept' | 'missed' | '';
}

/** Both in milliseconds; `most` is how many times the other's median ours may be, null where that is only to be seen. */
export function ratioLine(what: string, ours: Summary, other: Summary, most: number | null, than: string): BudgetLine {
  const ratio = ours.median / other.median;
  return {
    what,
    budget: most === null ? '' : `≤ ${most} × ${than}`,
    ours: milliseconds(ours),
    other: milliseconds(other),
    ratio: ratio.toFixed(2),
    verdict: most === null ? '' : verdict(ratio <= most),
  };
}

export function timeLine(what: string, ours: Summary, mostMs: number): BudgetLine {
  const isKept = ours.median <= mostMs;
  return { what, budget: `≤ ${mostMs} ms`, ours: milliseconds(ours), other: '', ratio: '', verdict: verdict(isKept) };
}

export function sizeLine(what: string, ours: Size, most: { bytes: number; gzipped: number | null }): BudgetLine {
  const isKept = ours.bytes <= most.bytes && ours.gzipped <= (most.gzipped ?? Number.POSITIVE_INFINITY);
  const budget = `≤ ${kilobytes(most.bytes)}${most.gzipped === null ? '' : ` / ${kilobytes(most.gzipped)} gz`}`;
  const measured = `${kilobytes(ours.bytes)} / ${kilobytes(ours.gzipped)} gz`;
  return { what, budget, ours: measured, other: '', ratio: '', verdict: verdict(isKept) };
}

export function countLine(what: string, ours: number, most: number): BudgetLine {
  return { what, budget: `≤ ${most}`, ours: `${ours}`, other: '', ratio: '', verdict: verdict(ours <= most) };
}

/** How many times as long the other took: at least `least`; null: the other is not there to be measured. */
export function fasterLine(what: string, ours: Summary, otherMs: number | null, least: number): BudgetLine {
  const budget = `at least ${least} × faster`;
  if (otherMs === null) {
    return { what, budget, ours: milliseconds(ours), other: 'not installed', ratio: '', verdict: '' };
  }
  const ratio = otherMs / ours.median;
  const other = `${otherMs.toFixed(0)} ms`;
  return { what, budget, ours: milliseconds(ours), other, ratio: ratio.toFixed(0), verdict: verdict(ratio >= least) };
}

/** Bytes of memory. */
export function memoryLine(what: string, bytes: number, mostMegabytes: number): BudgetLine {
  const megabytes = bytes / 1_000_000;
  return {
    what,
    budget: `≤ ${mostMegabytes} MB`,
    ours: `${megabytes.toFixed(1)} MB`,
    ...{ other: '', ratio: '' },
    verdict: verdict(megabytes <= mostMegabytes),
  };
}

/** Markdown; `beside` is what Docket is compared with. */
export function budgetTable(lines: readonly BudgetLine[], beside: string): string {
  const head = ['What', 'Budget', 'Docket', beside, 'Ratio', 'Verdict'];
  const rows = lines.map(({ what, budget, ours, other, ratio, verdict: kept }) => [
    what,
    budget,
    ours,
    other,
    ratio,
    kept === 'missed' ? '**missed**' : kept,
  ]);
  return markdownTable([head, ...rows]);
}

export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function verdict(isKept: boolean): 'kept' | 'missed' {
  return isKept ? 'kept' : 'missed';
}

function milliseconds({ median, min, p95 }: Summary): string {
  return `${median.toFixed(1)} ms (${min.toFixed(1)} to ${p95.toFixed(1)})`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1).replace('.0', '')} kB`;
}
