import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Wall-clock seconds and requests of one phase of vdirsyncer between two sides of a server in memory. */
export interface PeerPhase {
  readonly phase: string;
  readonly wall_s: number;
  readonly http: number;
  readonly client_rss_MB: number;
}

const script = fileURLToPath(new URL('../../../shared/tools/peers/bench_mock.py', import.meta.url));

/** Null where it is not installed. Measured now, on this machine. */
export function measureVdirsyncer(count: number): readonly PeerPhase[] | null {
  if (!existsSync(script) || spawnSync('vdirsyncer', ['--version']).status !== 0) return null;
  const output = execFileSync('python3', [script, 'dav', String(count)], { encoding: 'utf8', timeout: 300_000 });
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as PeerPhase);
}
