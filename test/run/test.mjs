import { ensureBrowser, ensurePackages, ensureTestExtras, run, say } from './setup.mjs';

ensurePackages();
const browser = ensureBrowser();
ensureTestExtras();

say('Types, lint, format');
run('npm', ['run', '--silent', 'check']);
say('Building the package that ships');
run('npm', ['run', '--silent', 'build']);
say('Unit, contract and size tests');
run('npx', ['vitest', 'run', '--config', 'test/vitest.config.ts']);
say(`End to end in ${browser}`);
run('npx', ['vitest', 'run', '--config', 'test/e2e/vitest.config.ts'], { CHROME_PATH: browser });
