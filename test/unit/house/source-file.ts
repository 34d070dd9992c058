import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file of the project, or one made up by a test. */
export interface SourceFile {
  /** From the project's root, with `/` on every system: `lib/domain/ticket.ts`. */
  readonly path: string;
  readonly text: string;
}

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Folders that hold the product; everything else serves its making. */
export const productFolders = ['lib', 'components', 'entrypoints'] as const;

const code = /\.(ts|tsx|js|mjs)$/;

/** All files below the given folders whose name fits; a folder that does not exist holds none. */
export function readFolders(folders: readonly string[], name: RegExp = code): readonly SourceFile[] {
  return folders
    .filter((folder) => existsSync(projectRoot + folder))
    .flatMap((folder) =>
      readdirSync(projectRoot + folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && name.test(entry.name))
        .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
    )
    .sort()
    .map(readProjectFile);
}

export function readProjectFile(path: string): SourceFile {
  return { path, text: readFileSync(join(projectRoot, path), 'utf8') };
}

/** What somebody reads when a rule is broken: `lib/a.ts:3 why`. */
export function complaint(file: SourceFile, offset: number, why: string): string {
  return `${file.path}:${file.text.slice(0, offset).split('\n').length} ${why}`;
}
