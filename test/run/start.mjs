import { ensureBrowser, ensurePackages, root, run, say } from './setup.mjs';

ensurePackages();
process.env.CHROME_PATH = ensureBrowser();
say('Building the extension');
run('npm', ['run', '--silent', 'build']);

// Installed by now; loads the demo's TypeScript.
const { runnerImport } = await import('vite');
const { module } = await runnerImport('./test/run/demo.ts', { root, configFile: false, logLevel: 'error' });
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
await (hasDisplay && process.env.CI === undefined ? module.showDemo() : module.runTour());
