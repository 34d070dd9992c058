import { parseSync } from 'vite';
import type { SourceFile } from './source-file';

/** A node of the syntax tree (ESTree, with TypeScript's own nodes). */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface ImportedModule {
  readonly specifier: string;
  readonly start: number;
  /** `types` leaves nothing in the built file, `later` is loaded only when the code runs into it. */
  readonly kind: 'values' | 'types' | 'later';
  /** Names as the other file exports them; empty for `*` and for a bare import. */
  readonly names: readonly string[];
}

export interface Syntax {
  readonly program: SyntaxNode;
  readonly comments: readonly { readonly value: string; readonly start: number }[];
  readonly imports: readonly ImportedModule[];
}

const known = new WeakMap<SourceFile, Syntax>();

/** Throws where the file is not valid TypeScript: a file that cannot be read must not pass for a good one. */
export function syntaxOf(file: SourceFile): Syntax {
  const before = known.get(file);
  if (before !== undefined) return before;
  const { program, module, comments, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors.map(({ message }) => message).join('; ')}`);
  if (!isNode(program)) throw new Error(`${file.path}: no syntax tree`);
  const imports: ImportedModule[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const names = entries.flatMap(({ importName }) => importName.name ?? []);
    const kind = entries.length > 0 && entries.every(({ isType }) => isType) ? 'types' : 'values';
    imports.push({ specifier: moduleRequest.value, start: moduleRequest.start, kind, names });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType, importName } of entries) {
      if (moduleRequest === null) continue;
      const names = importName.name === null ? [] : [importName.name];
      imports.push({
        specifier: moduleRequest.value,
        start: moduleRequest.start,
        kind: isType ? 'types' : 'values',
        names,
      });
    }
  }
  for (const node of nodesOf(program)) {
    const kind = node.type === 'ImportExpression' ? 'later' : node.type === 'TSImportType' ? 'types' : null;
    if (kind === null) continue;
    const specifier = stringValue(node['source']) ?? `(computed) ${file.text.slice(node.start, node.end)}`;
    imports.push({ specifier, start: node.start, kind, names: [] });
  }
  const syntax = { program, comments, imports };
  known.set(file, syntax);
  return syntax;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The node and everything below it, in the order of the text. */
export function nodesOf(node: SyntaxNode): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const visit = (next: SyntaxNode): void => {
    nodes.push(next);
    for (const child of childrenOf(next)) visit(child);
  };
  visit(node);
  return nodes;
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node).flatMap(listOfNodes);
}

/** The nodes in a field that holds one node, a list with gaps, or none. */
export function listOfNodes(field: unknown): readonly SyntaxNode[] {
  if (Array.isArray(field)) return field.filter(isNode);
  return isNode(field) ? [field] : [];
}

/** Value of a string literal, or of a template without gaps. */
export function stringValue(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  const parts = templateParts(node);
  return parts.length === 1 ? (parts[0] ?? null) : null;
}

/** The fixed texts around the gaps of a template: `a${x}b` gives `a` and `b`. */
export function templateParts(node: SyntaxNode): readonly string[] {
  return listOfNodes(node['quasis']).map(({ value }) =>
    typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '',
  );
}

/** `name` of an identifier, null for any other node. */
export function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : null;
}

/** `object.property`, with the property as it is written or as it is quoted in brackets. */
export function memberOf(node: SyntaxNode): { readonly object: string | null; readonly property: string } | null {
  if (node.type !== 'MemberExpression') return null;
  const property = node['computed'] === true ? stringValue(node['property']) : nameOf(node['property']);
  return property === null ? null : { object: nameOf(node['object']), property };
}
