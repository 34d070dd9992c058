import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { ensurePackages, root } from './setup.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    cores: { type: 'string', default: String(availableParallelism()) },
    database: { type: 'boolean', default: false },
    profiles: { type: 'boolean', default: false },
  },
});
const [runs, seed, cores] = [Number(values.runs), Number(values.seed), Number(values.cores)];
if (
  !Number.isSafeInteger(runs) ||
  runs < 1 ||
  !Number.isSafeInteger(seed) ||
  !Number.isSafeInteger(cores) ||
  cores < 1
) {
  console.error(
    'npm run simulate -- [--runs <histories>] [--seed <first seed>] [--cores <number>] [--database] [--profiles]',
  );
  process.exit(2);
}
ensurePackages();
process.setSourceMapsEnabled(true);

const folder = mkdtempSync(join(tmpdir(), 'docket-simulation-'));
const { simulate, workers, players } = await load().finally(() => rmSync(folder, { recursive: true, force: true }));
if (!(await simulate({ runs, seed }, players))) process.exitCode = 1;
await Promise.all(workers.map((worker) => worker.terminate()));

/** All that is needed is in memory when it answers. */
async function load() {
  await bundle();
  const { simulate } = await import(pathToFileURL(join(folder, 'simulate.js')).href);
  const workers = Array.from({ length: cores }, startWorker);
  return { simulate, workers, players: await Promise.all(workers.map(playerOf)) };
}

/** One file is faster than modules that ask each other for every function they call. */
async function bundle() {
  // Installed by now.
  const { build } = await import('vite');
  const input = ['simulate', 'play-part'].map((name) => join(root, `test/simulation/${name}.ts`));
  await build({
    ...{ root, configFile: false, publicDir: false, logLevel: 'error' },
    ssr: { noExternal: true },
    build: { ssr: true, outDir: folder, minify: false, sourcemap: 'inline', rollupOptions: { input } },
  });
}

function startWorker() {
  return new Worker(new URL('simulate-worker.mjs', import.meta.url), {
    workerData: {
      file: pathToFileURL(join(folder, 'play-part.js')).href,
      kind: { isInDatabase: values.database, hasTwoProfiles: values.profiles },
    },
    // Nearly all that a history makes is of no use when it is over: with more room less of it is ever looked at.
    resourceLimits: { maxYoungGenerationSizeMb: 192 },
  });
}

/** Answers when the worker is ready to play. It is asked one thing at a time. */
async function playerOf(worker) {
  await nextMessage(worker);
  const ask = (question) => {
    const answer = nextMessage(worker);
    worker.postMessage(question);
    return answer;
  };
  return { play: (part) => ask({ part }), report: (failed) => ask({ failed }) };
}

function nextMessage(worker) {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message) => {
      worker.off('error', reject);
      resolve(message);
    });
  });
}
