import type { CDPSession } from 'playwright-core';
import {
  type BudgetLine,
  budgetTable,
  countLine,
  fasterLine,
  markdownTable,
  memoryLine,
  ratioLine,
  timeLine,
} from './budget-table';
import { loadLine, machineLine } from './machine';
import { summarize } from './samples';
import { benchImport, countLinks, type ImportBench } from './sync-import';
import { benchExport, benchRuns, editTen, importAll, type RunsBench } from './sync-runs';
import { addAppointments, addEvents, atRest, createSyncWorld, emptyServers, type SyncWorld } from './sync-world';
import { measureVdirsyncer, type PeerPhase } from './vdirsyncer';

const many = 10_000;
const few = 1_000;
const quietRuns = 45;
const editRuns = 5;

interface Measured {
  readonly imported: ImportBench;
  readonly exported: Readonly<Record<'toHelpdesk' | 'toCalendar', RunsBench>>;
  readonly quiet: Readonly<Record<'few' | 'many', RunsBench>>;
  readonly tenEdits: RunsBench;
}

/** The sync with a full calendar: the package that ships, in a browser with its database on the disk, over the sandbox. */
export async function syncBench(): Promise<boolean> {
  const imported = await inNewBrowser((world, session) => {
    console.log(machineLine(world.scene.browser));
    return benchImport(world, session, many);
  });
  // What the imports have left behind in the database is no part of a run.
  const measured = { imported, ...(await inNewBrowser(measureRuns)) };
  const peer = measureVdirsyncer(many);

  const lines = budgetLines(measured, peer);
  console.log(`\n${budgetTable(lines, 'Beside')}\n`);
  console.log(`${costTable(measured)}\n`);
  console.log(
    `Medians (least to 95th percentile); ${loadLine()}. Beside: the same pages fetched, parsed and put as they came, by turns; ` +
      `a run with ${few} links; ${peer === null ? 'vdirsyncer, which is not installed' : 'vdirsyncer on the same machine'}. ` +
      'The exports are measured without the waits by which Docket stays below the quotas of both sides.',
  );
  return lines.every(({ verdict }) => verdict !== 'missed');
}

async function inNewBrowser<T>(measure: (world: SyncWorld, session: CDPSession) => Promise<T>): Promise<T> {
  const world = await createSyncWorld();
  const session = await world.scene.browser.context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('There is no connection to the browser itself');
  const measured = await measure(world, session);
  await world.scene.end();
  return measured;
}

async function measureRuns(world: SyncWorld, session: CDPSession): Promise<Omit<Measured, 'imported'>> {
  emptyServers(world);
  addEvents(world, few, 0);
  await world.forgetAll();
  const toHelpdesk = await benchExport(world, session, 'import');
  await world.ask('setTwoWay', { on: true });
  const quietFew = await benchRuns(world, session, quietRuns);

  addEvents(world, many - few, 0, few);
  const limit = await world.liftQuota();
  await importAll(world, 'import');
  await limit();
  await expectLinks(world, many);
  const quietMany = await benchRuns(world, session, quietRuns);
  const tenEdits = await benchRuns(world, session, editRuns, (round) => editTen(world, round));

  await world.ask('setTwoWay', { on: false });
  await atRest(world);
  emptyServers(world);
  addAppointments(world, few);
  await world.forgetAll();
  const toCalendar = await benchExport(world, session, 'push');
  return { exported: { toHelpdesk, toCalendar }, quiet: { few: quietFew, many: quietMany }, tenEdits };
}

async function expectLinks(world: SyncWorld, count: number): Promise<void> {
  const links = await countLinks(world);
  const { state } = world.scene.sandbox.helpdesk;
  if (links !== count || state.appointments.size !== count) {
    throw new Error(`${links} links and ${state.appointments.size} appointments instead of ${count}`);
  }
}

function budgetLines(measured: Measured, peer: readonly PeerPhase[] | null): readonly BudgetLine[] {
  const { imported, quiet, tenEdits, exported } = measured;
  const of = (samples: readonly number[]) => summarize(samples, 0);
  const peerMs = (name: string) => {
    const phases = peer?.filter(({ phase }) => phase.startsWith(name)) ?? [];
    return phases.length === 0 ? null : of(phases.map((phase) => phase.wall_s * 1_000)).median;
  };
  const takenOneByOne = (request: string) => request.startsWith('PATCH www.googleapis.com');
  const growth = Math.max(
    ...[imported, quiet.few, quiet.many, tenEdits, exported.toHelpdesk, exported.toCalendar].map(
      ({ heapGrowth }) => heapGrowth,
    ),
  );
  return [
    ratioLine(
      'First import of 10,000 events, 500 of them series',
      of(imported.ours),
      of(imported.floor),
      1.25,
      'the floor',
    ),
    timeLine('… longest time for which the worker is at work on one thing', of([imported.block.atWorkMs]), 50),
    memoryLine('Memory, the most above what was there before', growth, 25),
    ratioLine(
      'Quiet run with 10,000 links, beside 1,000',
      of(quiet.many.times),
      of(quiet.few.times),
      1.2,
      '1,000 links',
    ),
    countLine('… requests', quiet.many.requests.length, 2),
    countLine('… rows touched', quiet.many.rows.touched, 10),
    fasterLine('… beside vdirsyncer', of(quiet.many.times), peerMs('nochange'), 75),
    countLine(
      'Run with 10 changes, requests beside those that Google takes one by one',
      tenEdits.requests.filter((request) => !takenOneByOne(request)).length,
      4,
    ),
    countLine('… rows touched', tenEdits.rows.touched, 70),
    fasterLine('… beside vdirsyncer', of(tenEdits.times), peerMs('tenchanges'), 30),
    countLine('First export of 1,000 to the helpdesk, writes', writesOf(exported.toHelpdesk), 40),
    countLine('First export of 1,000 to the calendar, writes', writesOf(exported.toCalendar), 1_000),
  ];
}

function writesOf({ requests }: RunsBench): number {
  return requests.filter((request) => !request.startsWith('GET ')).length;
}

function costTable({ imported, exported, quiet, tenEdits }: Measured): string {
  const row = (what: string, { requests, rows, heapGrowth }: ImportBench | RunsBench, times: readonly number[]) => [
    what,
    `${summarize(times, 0).median.toFixed(0)} ms`,
    `${requests.length}`,
    `${rows.touched}`,
    `${rows.read} / ${rows.written}`,
    `${(heapGrowth / 1_000_000).toFixed(1)} MB`,
  ];
  return markdownTable([
    ['What', 'Time', 'Requests', 'Rows touched', 'Rows read / written', 'Memory'],
    row('First import of 10,000 events', imported, imported.ours),
    row('Quiet run with 1,000 links', quiet.few, quiet.few.times),
    row('Quiet run with 10,000 links', quiet.many, quiet.many.times),
    row('Run with 10 changes', tenEdits, tenEdits.times),
    row('First export of 1,000 to the helpdesk', exported.toHelpdesk, exported.toHelpdesk.times),
    row('First export of 1,000 to the calendar', exported.toCalendar, exported.toCalendar.times),
  ]);
}
