/** One line of the table: what was measured beside what is allowed. */
export interface BudgetLine {
  readonly what: string;
  /** As the table shows it, with its unit. */
  readonly budget: string;
  readonly ours: string;
  /** The empty extension's; empty where nothing is compared. */
  readonly other: string;
  readonly ratio: string;
  /** Null: measured for information. */
  readonly isKept: boolean | null;
}

const head = ['', 'Budget', 'Docket', 'Empty extension', 'Ratio', ''];

export function budgetTable(lines: readonly BudgetLine[]): string {
  const rows = lines.map(({ what, budget, ours, other, ratio, isKept }) => [
    what,
    budget,
    ours,
    other,
    ratio,
    isKept === null ? '' : isKept ? 'kept' : '**missed**',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
