import { posix } from 'node:path';
import { dependencyTable, type FolderRule } from './dependency-table';
import { complaint, type SourceFile } from './source-file';
import { type ImportedModule, syntaxOf } from './syntax';

export interface Project {
  readonly files: readonly SourceFile[];
  /** Whether there is such a file; a folder is none. */
  readonly hasFile: (path: string) => boolean;
  /** The names under `dependencies` in `package.json`. */
  readonly packages: readonly string[];
}

/** Every import that the table does not allow, as sentences with file and line. */
export function importViolations(project: Project): readonly string[] {
  return project.files.flatMap((file) =>
    syntaxOf(file).imports.flatMap((imported) => {
      const why = fault(project, file, imported);
      return why === null ? [] : [complaint(file, imported.start, why)];
    }),
  );
}

/** The file a relative import means, or the package's name as written; null where there is no such file. */
export function resolveImport(project: Project, from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return specifier;
  const [plain = ''] = specifier.split('?');
  const path = posix.join(posix.dirname(from), plain);
  const code = [`${path}.ts`, `${path}.tsx`].find(project.hasFile);
  if (code !== undefined) return code;
  return !/\.[jt]sx?$/.test(path) && project.hasFile(path) ? path : null;
}

/** The row that holds for a file; undefined where nobody has decided. */
export function ruleFor(path: string): FolderRule | undefined {
  return dependencyTable.find(({ folder }) => isBelow(path, placeOf(folder, path)));
}

function fault(project: Project, file: SourceFile, { specifier, kind, names }: ImportedModule): string | null {
  if (specifier.startsWith('webextension-polyfill')) return `imports '${specifier}': browser comes from 'wxt/browser'`;
  if (names.includes('browser') && specifier !== 'wxt/browser') return `imports browser from '${specifier}'`;
  if (specifier === 'zod' || (specifier.startsWith('zod/') && specifier !== 'zod/mini')) {
    return `imports '${specifier}': only 'zod/mini' is small enough for a worker`;
  }
  const target = resolveImport(project, file.path, specifier);
  if (target === null) return `imports '${specifier}', which is no file (folders and extensions are not imported)`;
  const rule = ruleFor(file.path);
  if (rule === undefined) return 'stands in a folder that the table does not know';
  if (isAllowed(project, rule, file.path, target, kind)) return null;
  return `imports ${target}${kind === 'types' ? ' (types)' : ''}: ${rule.folder} may not`;
}

function isAllowed(
  project: Project,
  rule: FolderRule,
  path: string,
  target: string,
  kind: ImportedModule['kind'],
): boolean {
  const isIn = (place: string) => isBelow(target, place);
  if (rule.mayImport === 'everything') {
    return ['lib', 'components', 'entrypoints', 'public', 'wxt', ...project.packages].some(isIn);
  }
  if (isIn(placeOf(rule.folder, path)) || rule.mayImport.some(isIn)) return true;
  return kind === 'types' && (rule.mayImportTypesOf ?? []).some(isIn);
}

/** `lib/calendars/*` for the file `lib/calendars/google/client.ts` is `lib/calendars/google`. */
function placeOf(folder: string, path: string): string {
  if (!folder.endsWith('/*') || !path.startsWith(folder.slice(0, -1))) return folder;
  return path
    .split('/')
    .slice(0, folder.split('/').length)
    .join('/')
    .replace(/\.tsx?$/, '');
}

function isBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`) || path.replace(/\.tsx?$/, '') === place;
}
