import { fnv1a64 } from '../domain/fnv1a';
import type { RequestData } from '../messages/protocol';
import type { JournalLine } from '../storage/run-store';
import { accountKey } from '../storage/settings';
import { directionOf } from './activity';
import type { Desk } from './desk';

/** Lines that are held at once beside the text. */
const batch = 1_000;

interface Exported {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

const columns = [
  'time',
  'run',
  'direction',
  'action',
  'result',
  'item',
  'subject',
  'fields',
  'record',
  'problem',
  'detail',
  'outsideHours',
] as const;

type Row = Readonly<Record<(typeof columns)[number], string>>;

/** The journal as a file, oldest first. Redacted: no subject, no name, no address, no words of a server. */
export async function exportActivity(desk: Desk, { format, texts }: RequestData<'exportActivity'>): Promise<Exported> {
  const { helpdesk } = await desk.readSettings();
  // Thrown away with this call: a mark tells items apart within the file, and nothing outside it.
  const salt = desk.newId();
  const shown = (text: string) =>
    texts === 'asTheyAre' || text === '' ? text : `#${fnv1a64(salt + text).slice(0, 10)}`;
  const pieces: string[] = format === 'csv' ? [csvLine(columns)] : [];
  if (helpdesk !== null) {
    for await (const lines of linesOf(desk, accountKey(helpdesk))) {
      for (const line of lines) {
        const row = toRow(line, shown, texts);
        pieces.push(format === 'csv' ? csvLine(columns.map((name) => row[name])) : `${JSON.stringify(row)}\n`);
      }
    }
  }
  const day = new Date(desk.now()).toISOString().slice(0, 10);
  return {
    fileName: `docket-activity-${day}.${format}`,
    mediaType: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/x-ndjson',
    text: pieces.join(''),
  };
}

async function* linesOf(desk: Desk, account: string): AsyncGenerator<readonly JournalLine[]> {
  for (let after = 0; ; ) {
    const lines = await desk.runs.journalOfAccount(account, batch, after);
    yield lines;
    if (lines.length < batch) return;
    after = lines.at(-1)?.seq ?? after;
  }
}

function toRow(line: JournalLine, shown: (text: string) => string, texts: 'redacted' | 'asTheyAre'): Row {
  const { problem } = line;
  const detail = problem !== null && 'detail' in problem ? problem.detail : '';
  return {
    time: new Date(line.atMs).toISOString(),
    run: line.runId ?? '',
    direction: directionOf(line.side) ?? '',
    action: line.action,
    result: line.outcome,
    item: shown(line.linkKey),
    subject: shown(line.subject),
    fields: line.fields.join(' '),
    record: shown(line.recordId ?? ''),
    problem: problem === null ? '' : 'status' in problem ? `${problem.kind} ${problem.status}` : problem.kind,
    detail: texts === 'asTheyAre' ? detail : '',
    outsideHours: line.isOutsideHours ? 'yes' : '',
  };
}

/** RFC 4180. What a spreadsheet would take for a formula is marked as text: subjects come from outside. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const text = /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return `"${text.replaceAll('"', '""')}"`;
  });
  return `${quoted.join(',')}\r\n`;
}
