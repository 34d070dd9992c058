import { ruleFor } from './check-imports';
import { type Outside, outsideNames } from './dependency-table';
import { globalUses } from './global-names';
import { complaint, type SourceFile } from './source-file';
import { listOfNodes, memberOf, nameOf, nodesOf, type SyntaxNode, syntaxOf } from './syntax';

/** The one file that hands the browser's `fetch` to `lib/http`. */
const fetchGiver = 'entrypoints/background/outside.ts';

/** Uses of network, storage, DOM, browser and the present time where the table forbids them. */
export function outsideViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const forbidden = ruleFor(file.path)?.mustNotTouch ?? [];
    return [
      ...globalUses(file).flatMap(({ name, start }) => {
        const kinds = outsideKinds(name).filter((kind) => forbidden.includes(kind));
        return kinds.map((kind) => complaint(file, start, `uses ${name} (${kind})`));
      }),
      ...(forbidden.includes('present time') ? presentTimes(file) : []),
    ];
  });
}

/** `fetch` outside `lib/http`, by name or as somebody's method; and `browser` or `chrome` taken from the air. */
export function globalViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const mayFetch = file.path.startsWith('lib/http/') || file.path === fetchGiver;
    const names = globalUses(file).flatMap(({ name, start }) => {
      if (name === 'browser' || name === 'chrome') return [complaint(file, start, `uses ${name} without importing it`)];
      return name === 'fetch' && !mayFetch ? [complaint(file, start, 'uses fetch')] : [];
    });
    const calls = nodesOf(syntaxOf(file).program).filter(
      (node) => !mayFetch && node.type === 'CallExpression' && listOfNodes(node['callee']).some(isFetchMember),
    );
    return [...names, ...calls.map(({ start }) => complaint(file, start, 'calls fetch'))];
  });
}

function isFetchMember(callee: SyntaxNode): boolean {
  return memberOf(callee)?.property === 'fetch';
}

function outsideKinds(name: string): readonly Outside[] {
  const kinds = ['network', 'storage', 'DOM', 'navigator', 'browser'] as const;
  return kinds.filter((kind) => outsideNames[kind].test(name));
}

function presentTimes(file: SourceFile): readonly string[] {
  return nodesOf(syntaxOf(file).program).flatMap((node) => {
    const asked = presentTimeOf(node);
    return asked === null ? [] : [complaint(file, node.start, `asks for the present time: ${asked}`)];
  });
}

function presentTimeOf(node: SyntaxNode): string | null {
  const member = memberOf(node);
  if (member?.property === 'now' && ['Date', 'DateTime', 'performance'].includes(member.object ?? '')) {
    return `${member.object}.now`;
  }
  const hasArguments = listOfNodes(node['arguments']).length > 0;
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date' && !hasArguments) return 'new Date()';
  if (node.type !== 'CallExpression') return null;
  // As a function it ignores its arguments.
  if (nameOf(node['callee']) === 'Date') return 'Date()';
  const called = listOfNodes(node['callee']).map(memberOf)[0];
  const isLuxon = called?.object === 'DateTime' && (called.property === 'local' || called.property === 'utc');
  return isLuxon && !hasArguments ? `DateTime.${called.property}()` : null;
}
