import { ensureBrowser, ensurePackages, root, run, say } from './setup.mjs';

ensurePackages();
process.env.CHROME_PATH = ensureBrowser();
if (process.env.DOCKET_EXTENSION === undefined) {
  say('Building the extension');
  run('npm', ['run', '--silent', 'build']);
}
const parts = process.argv.slice(2);
say('Measuring, in a few minutes');

// Installed by now; loads the TypeScript.
const { runnerImport } = await import('vite');
const { module } = await runnerImport('./test/bench/run-bench.ts', { root, configFile: false, logLevel: 'error' });
if (!(await module.runBench(parts))) process.exitCode = 1;
