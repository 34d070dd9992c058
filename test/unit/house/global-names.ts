import type { SourceFile } from './source-file';
import { childrenOf, listOfNodes, memberOf, nameOf, nodesOf, type SyntaxNode, syntaxOf } from './syntax';

export interface GlobalUse {
  readonly name: string;
  readonly start: number;
}

/**
 * Names that a file uses and nowhere declares: what it takes from the browser or from the language. A name that is
 * declared in one function counts as declared in the whole file.
 */
export function globalUses(file: SourceFile): readonly GlobalUse[] {
  const { program } = syntaxOf(file);
  const declared = new Set<string>();
  for (const node of nodesOf(program)) for (const name of namesDeclaredBy(node)) declared.add(name);
  const uses: GlobalUse[] = [];
  collectUses(program, (name, start) => {
    if (!declared.has(name)) uses.push({ name, start });
  });
  for (const node of nodesOf(program)) {
    const member = memberOf(node);
    const isGlobalObject = member?.object === 'globalThis' || member?.object === 'self' || member?.object === 'window';
    if (member !== null && isGlobalObject) uses.push({ name: member.property, start: node.start });
  }
  return uses;
}

function namesDeclaredBy(node: SyntaxNode): readonly string[] {
  switch (node.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return namesIn(node['local']);
    case 'CatchClause':
      return namesIn(node['param']);
    case 'TSTypeParameter':
      return namesIn(node['name']);
    case 'TSMappedType':
      return namesIn(node['key']);
    case 'TSIndexSignature':
      return listOfNodes(node['parameters']).flatMap(namesIn);
    default:
      // Declarations carry `id`, everything that can be called carries `params`.
      return [...namesIn(node['id']), ...listOfNodes(node['params']).flatMap(namesIn)];
  }
}

/** The names a pattern binds; its defaults and types are uses, not declarations. */
function namesIn(pattern: unknown): readonly string[] {
  const name = nameOf(pattern);
  if (name !== null) return [name];
  return listOfNodes(pattern).flatMap((node) => {
    switch (node.type) {
      case 'ObjectPattern':
        return listOfNodes(node['properties']).flatMap(namesIn);
      case 'Property':
        return namesIn(node['value']);
      case 'ArrayPattern':
        return listOfNodes(node['elements']).flatMap(namesIn);
      case 'AssignmentPattern':
        return namesIn(node['left']);
      case 'RestElement':
        return namesIn(node['argument']);
      default:
        return [];
    }
  });
}

function collectUses(node: SyntaxNode, found: (name: string, start: number) => void): void {
  // In `export { a } from './b'` no name is used here.
  if (node.type === 'ExportNamedDeclaration' && node['source'] !== null) return;
  const name = nameOf(node);
  if (name !== null) found(name, node.start);
  const labels = labelsOf(node);
  for (const child of childrenOf(node)) if (!labels.has(child)) collectUses(child, found);
}

/** Children that only look like names in use: `b` in `a.b` and in `{ b: a }`. */
function labelsOf(node: SyntaxNode): ReadonlySet<unknown> {
  const labels = new Set<unknown>([node['imported'], node['exported'], node['label'], node['meta']]);
  if (node['computed'] !== true) {
    if (node.type === 'MemberExpression') labels.add(node['property']);
    if (node.type !== 'TSMappedType') labels.add(node['key']);
  }
  if (node.type === 'MetaProperty') labels.add(node['property']);
  if (node.type === 'TSQualifiedName') labels.add(node['right']);
  if (node.type === 'TSImportType') labels.add(node['qualifier']);
  return labels;
}
