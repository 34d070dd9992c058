import type * as z from 'zod/mini';
import { UnreadableError } from './errors';

/** Parses a whole answer; `UnreadableError` names the fields that are not as promised, never their values. */
export function parseAnswer<T>(schema: z.ZodMiniType<T>, answer: unknown, host: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new UnreadableError(`${host} answered in an unknown form: ${namedIssues(parsed.error)}`, host);
}

/** Why a row is left out. */
export interface UnreadableRow {
  readonly unreadable: string;
}

interface SkippedRowOf<What extends string> {
  readonly what: What;
  readonly id: string;
  readonly subject?: string;
  readonly reason: string;
}

export interface ReadRows<T, What extends string> {
  readonly values: readonly T[];
  readonly skipped: readonly SkippedRowOf<What>[];
}

export interface RowReader<Row, T, What extends string> {
  readonly what: What;
  readonly schema: z.ZodMiniType<Row>;
  readonly map: (row: Row) => T | UnreadableRow;
}

/** Reads what can be read of a list; the rest is named by id and reason. */
export function readRows<Row, T, What extends string>(
  rows: readonly unknown[],
  reader: RowReader<Row, T, What>,
): ReadRows<T, What> {
  const values: T[] = [];
  const skipped: SkippedRowOf<What>[] = [];
  for (const row of rows) {
    const parsed = reader.schema.safeParse(row);
    const result = parsed.success ? reader.map(parsed.data) : { unreadable: namedIssues(parsed.error) };
    if (isUnreadable(result))
      skipped.push({ what: reader.what, id: idOf(row), ...subjectOf(row), reason: result.unreadable });
    else values.push(result);
  }
  return { values, skipped };
}

export function isUnreadable(result: unknown): result is UnreadableRow {
  return typeof result === 'object' && result !== null && 'unreadable' in result;
}

function namedIssues(error: z.core.$ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'it'} is not as expected (${issue.code})`).join('; ');
}

function idOf(row: unknown): string {
  if (typeof row !== 'object' || row === null || !('id' in row)) return '?';
  return typeof row.id === 'string' || typeof row.id === 'number' ? String(row.id) : '?';
}

/** Long enough to know it by. */
const longestSubject = 80;

/** Google says `summary`, Halo `subject`. */
function subjectOf(row: unknown): { readonly subject?: string } {
  const fields: Readonly<Record<string, unknown>> = typeof row === 'object' && row !== null ? { ...row } : {};
  const subject = [fields['summary'], fields['subject']].find((text) => typeof text === 'string' && text !== '');
  return typeof subject === 'string' ? { subject: subject.slice(0, longestSubject) } : {};
}
