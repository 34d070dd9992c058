import { type Project, resolveImport } from './check-imports';
import { syntaxOf } from './syntax';

/**
 * Everything that loads together with a file, each with the chain of files that brought it. Types leave nothing in
 * what is built and `import()` loads when it is asked for: neither counts.
 */
export function loadedWith(project: Project, entry: string): ReadonlyMap<string, readonly string[]> {
  const filesByPath = new Map(project.files.map((file) => [file.path, file]));
  if (!filesByPath.has(entry)) throw new Error(`${entry} is no file of the project`);
  const chains = new Map<string, readonly string[]>([[entry, [entry]]]);
  // A map visits what is added while it is walked.
  for (const [path, chain] of chains) {
    const file = filesByPath.get(path);
    if (file === undefined) continue;
    for (const { specifier, kind } of syntaxOf(file).imports) {
      const target = kind === 'values' ? resolveImport(project, path, specifier) : null;
      if (target !== null && !chains.has(target)) chains.set(target, [...chain, target]);
    }
  }
  return chains;
}

/** The packages of a list that load together with a file, as chains of files. */
export function loadedPackages(project: Project, entry: string, packages: readonly string[]): readonly string[] {
  return [...loadedWith(project, entry)]
    .filter(([target]) => packages.some((name) => target === name || target.startsWith(`${name}/`)))
    .map(([, chain]) => chain.join(' → '));
}
