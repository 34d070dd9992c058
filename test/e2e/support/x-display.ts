import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A screen that nobody sees, with a keyboard: the browser's own questions are out of a test's reach otherwise. */
export interface XDisplay {
  /** For `DISPLAY`. */
  readonly name: string;
  /** Presses a key by its X name, e.g. `Escape`. */
  press(key: string): void;
  click(x: number, y: number): void;
  /** What of the screen is white. */
  white(): White;
  close(): void;
}

export interface White {
  /** From 0 to 1. */
  readonly share: number;
  /** The outermost white pixels. */
  readonly right: number;
  readonly bottom: number;
}

/** Starts Xvfb on a free display; null where it or xdotool is not installed. */
export async function startDisplay(): Promise<XDisplay | null> {
  const isMissing = (program: string) => spawnSync(program, ['-version']).error !== undefined;
  if (isMissing('Xvfb') || isMissing('xdotool')) return null;
  const folder = mkdtempSync(join(tmpdir(), 'docket-screen-'));
  const options = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-fbdir', folder];
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await once(server.stdio[3] as Readable, 'data');
  const name = `:${String(number).trim()}`;
  const xdotool = (...command: readonly string[]) => {
    execFileSync('xdotool', command, { env: { ...process.env, DISPLAY: name } });
  };
  return {
    name,
    press: (key) => xdotool('key', key),
    click: (x, y) => xdotool('mousemove', String(x), String(y), 'click', '1'),
    white: () => findWhite(readFileSync(join(folder, 'Xvfb_screen0'))),
    close() {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Of an XWD file as Xvfb keeps its screen in: header, colours of 12 bytes, then 4 bytes a pixel (`XWDFile.h`). */
function findWhite(file: Buffer): White {
  const word = (index: number) => file.readUInt32BE(index * 4);
  const [width, height, lineBytes] = [word(4), word(5), word(12)];
  const pixels = file.subarray(word(0) + word(19) * 12);
  const found = { count: 0, right: 0, bottom: 0 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * lineBytes + x * 4;
      if (pixels[at] !== 255 || pixels[at + 1] !== 255 || pixels[at + 2] !== 255) continue;
      found.count += 1;
      found.right = Math.max(found.right, x);
      found.bottom = y;
    }
  }
  return { share: found.count / (width * height), right: found.right, bottom: found.bottom };
}
