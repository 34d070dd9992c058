import { readdirSync, readFileSync } from 'node:fs';
import type { TestBrowser } from './browser';

/** Ends the browser as a power cut would: it gets to write nothing more. */
export async function killBrowser(browser: TestBrowser): Promise<void> {
  const gone = browser.context.waitForEvent('close');
  process.kill(mainProcess(browser.profile), 'SIGKILL');
  await gone;
}

/** The process that holds the profile and that started all others. */
function mainProcess(profile: string): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((id) => {
      const parts = commandLine(id);
      return parts.includes(`--user-data-dir=${profile}`) && !parts.some((part) => part.startsWith('--type='));
    });
  if (found === undefined) throw new Error(`No browser runs on ${profile}`);
  return Number(found);
}

function commandLine(id: string): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
  } catch (error) {
    // It has ended since the folder was listed.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return [];
    throw error;
  }
}
