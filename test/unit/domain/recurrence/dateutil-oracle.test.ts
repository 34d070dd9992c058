import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seed } from '../random-runs';
import { caseZones, type ExpansionCase, someCase } from './some-case';

/** Where our code runs: a machine's own zone must not matter. */
const hostZones = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland'];
const caseCount = 10_000;

const python = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import dateutil, zoneinfo; zoneinfo.ZoneInfo("Europe/Berlin")']).status === 0,
);

describe.skipIf(python === undefined)('an independent oracle (skipped: python3-dateutil is absent)', () => {
  const folder = join(tmpdir(), `docket-recurrence-${process.pid}`);
  const program = join(folder, 'expand-cases.mjs');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: fileURLToPath(new URL('expand-cases.ts', import.meta.url)),
        outDir: folder,
        rolldownOptions: { output: { entryFileNames: 'expand-cases.mjs' } },
      },
    });
  });

  test(`${caseCount} random series in ${caseZones.length} zones on machines in ${hostZones.length}: no difference`, async () => {
    const cases = fc.sample(someCase, { seed, numRuns: caseCount });
    const halves = [cases.slice(0, caseCount / 2), cases.slice(caseCount / 2)];
    const oracle = fileURLToPath(new URL('dateutil-oracle.py', import.meta.url));
    const wantedHalves = Promise.all(halves.map((half) => answer(python ?? '', [oracle], half)));
    const found: (readonly Answer[])[] = [];
    for (const zone of hostZones) found.push(await answer(process.execPath, [program], cases, zone));
    const wanted = (await wantedHalves).flat();

    expect(wanted).toHaveLength(caseCount);
    const occurrences = wanted.reduce((sum, starts) => sum + starts.length, 0);
    console.info(`${caseCount} series, ${occurrences} occurrences, SEED=${seed}`);
    expect(occurrences).toBeGreaterThan(caseCount);
    for (const [index, zone] of hostZones.entries()) {
      const differences = cases.flatMap((one, at) =>
        JSON.stringify(found[index]?.[at]) === JSON.stringify(wanted[at])
          ? []
          : [{ zone, one, ours: found[index]?.[at], theirs: wanted[at] }],
      );
      expect(differences.slice(0, 3)).toEqual([]);
    }
  }, 120_000);
});

/** Original starts, or the reason why a series is unreadable. */
type Answer = readonly string[] | string;

async function answer(
  command: string,
  args: readonly string[],
  cases: readonly ExpansionCase[],
  hostZone = 'UTC',
): Promise<readonly Answer[]> {
  const child = spawn(command, args, { env: { ...process.env, TZ: hostZone }, stdio: ['pipe', 'pipe', 'inherit'] });
  const [text] = await Promise.all([
    readAll(child),
    new Promise<void>((resolve) => child.stdin.end(JSON.stringify(cases), () => resolve())),
  ]);
  return JSON.parse(text);
}

async function readAll(child: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
