import { parseArgs } from 'node:util';
import { ensurePackages, root } from './setup.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'boolean', default: false },
  },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error('npm run simulate -- [--runs <histories>] [--seed <first seed>] [--database]');
  process.exit(2);
}
ensurePackages();

// Installed by now; loads the TypeScript.
const { runnerImport } = await import('vite');
const file = './test/simulation/simulate.ts';
const { module } = await runnerImport(file, { root, configFile: false, logLevel: 'error' });
if (!(await module.simulate({ runs, seed, isInDatabase: values.database }))) process.exitCode = 1;
