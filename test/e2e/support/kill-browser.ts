import { readdirSync, readFileSync } from 'node:fs';
import type { TestBrowser } from './browser';

/** Ends the browser as a power cut would: it gets to write nothing more. */
export async function killBrowser(browser: TestBrowser): Promise<void> {
  const gone = browser.context.waitForEvent('close');
  // Its helpers too: one that lives holds the line to the tests open, sometimes for twenty seconds.
  for (const id of processesOf(browser.profile)) kill(id);
  await gone;
}

/** The process that holds the profile, and all that descend from it. */
function processesOf(profile: string): readonly number[] {
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const main = running.find((id) => {
    const parts = read(id, 'cmdline').split('\0');
    return parts.includes(`--user-data-dir=${profile}`) && !parts.some((part) => part.startsWith('--type='));
  });
  if (main === undefined) throw new Error(`No browser runs on ${profile}`);
  const parents = new Map(running.map((id) => [id, parentOf(id)]));
  const family = [main];
  for (const id of family) family.push(...running.filter((child) => parents.get(child) === id));
  return family;
}

/** The name of the program stands before it in brackets, and may hold anything. */
function parentOf(id: number): number {
  return Number(read(id, 'stat').split(') ').at(-1)?.split(' ')[1]);
}

function read(id: number, file: 'cmdline' | 'stat'): string {
  return unlessEnded(() => readFileSync(`/proc/${id}/${file}`, 'utf8')) ?? '';
}

function kill(id: number): void {
  unlessEnded(() => process.kill(id, 'SIGKILL'));
}

/** A process may have ended since the folder was listed. */
function unlessEnded<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}
