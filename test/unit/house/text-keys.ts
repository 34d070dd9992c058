import { complaint, type SourceFile } from './source-file';
import {
  listOfNodes,
  memberOf,
  nameOf,
  nodesOf,
  type SyntaxNode,
  stringValue,
  syntaxOf,
  templateParts,
} from './syntax';

/** A place where a sentence is asked for by its key. */
export interface TextCall {
  readonly key: string;
  /** How many values it is given; null where nobody can count them (a spread list, values passed on). */
  readonly values: number | null;
  /** `lib/a.ts:3 …`, for the one who reads a failure. */
  readonly says: (why: string) => string;
}

/** Functions that take a key first and the values of its placeholders after it. */
const lookups = new Set(['t', 'texts', 'pageText', 'getMessage']);

/** Keys that stand as they are in a call or in a table of keys; both branches of a choice count. */
export function textCalls(file: SourceFile): readonly TextCall[] {
  return nodesOf(syntaxOf(file).program).flatMap((node) => {
    const says = (why: string) => complaint(file, node.start, why);
    if (node.type === 'CallExpression' && isLookup(node)) {
      const [key, ...values] = listOfNodes(node['arguments']);
      return choicesOf(key).map((choice) => ({ key: choice, values: countValues(values), says }));
    }
    if (node.type === 'VariableDeclarator' && isKeyTable(file, node)) {
      return listOfNodes(node['init'])
        .flatMap(valuesOf)
        .map((key) => ({ key, values: null, says }));
    }
    return [];
  });
}

/** What a file's texts can name: whole strings, and patterns for keys that are put together from parts. */
export interface KeyMentions {
  readonly strings: ReadonlySet<string>;
  /** The fixed parts around the gaps: `notify${side}` is `['notify', '']`. */
  readonly templates: readonly (readonly string[])[];
}

export function keyMentions(files: readonly SourceFile[]): KeyMentions {
  const strings = new Set<string>();
  const templates: (readonly string[])[] = [];
  for (const node of files.flatMap((file) => nodesOf(syntaxOf(file).program))) {
    const whole = stringValue(node);
    if (whole !== null) strings.add(whole.replace(/^__MSG_(\w+)__$/, '$1'));
    else if (node.type === 'TemplateLiteral') {
      const parts = templateParts(node);
      if (parts.some((part) => part !== '') && parts.every((part) => /^\w*$/.test(part))) templates.push(parts);
    }
  }
  return { strings, templates };
}

/**
 * Whether a key is named whole or can come out of a template. What fills a gap at the start must stand somewhere as a
 * string of its own, so that `${base}One` does not speak for every key that ends in One.
 */
export function isMentioned(key: string, { strings, templates }: KeyMentions): boolean {
  if (strings.has(key)) return true;
  return templates.some((parts) => {
    const found = new RegExp(`^${parts.join('(\\w+)')}$`).exec(key);
    if (found === null) return false;
    return parts[0] !== '' || strings.has(found[1] ?? '');
  });
}

function isLookup(call: SyntaxNode): boolean {
  return listOfNodes(call['callee']).some((callee) => lookups.has(nameOf(callee) ?? memberOf(callee)?.property ?? ''));
}

function choicesOf(node: SyntaxNode | undefined): readonly string[] {
  if (node?.type === 'ConditionalExpression') {
    return [...listOfNodes(node['consequent']), ...listOfNodes(node['alternate'])].flatMap(choicesOf);
  }
  const value = stringValue(node);
  return value === null ? [] : [value];
}

function countValues(values: readonly SyntaxNode[]): number | null {
  const [first] = values;
  if (values.some(({ type }) => type === 'SpreadElement')) return null;
  // `getMessage` takes its values as one list.
  return first?.type === 'ArrayExpression' ? listOfNodes(first['elements']).length : values.length;
}

/** `const names: Record<Section, TextKey>`, `const key: TextKey`, `const keys: readonly TextKey[]`. */
function isKeyTable(file: SourceFile, declarator: SyntaxNode): boolean {
  const annotation = listOfNodes(declarator['id']).flatMap((id) => listOfNodes(id['typeAnnotation']))[0];
  if (annotation === undefined) return false;
  const type = file.text.slice(annotation.start, annotation.end).replace(/\s+/g, ' ');
  return /^: ?(Record<.*, TextKey>|(readonly )?TextKey(\[\])?)$/.test(type);
}

function valuesOf(node: SyntaxNode): readonly string[] {
  if (node.type === 'ObjectExpression') {
    return listOfNodes(node['properties']).flatMap((property) => listOfNodes(property['value']).flatMap(valuesOf));
  }
  if (node.type === 'ArrayExpression') return listOfNodes(node['elements']).flatMap(valuesOf);
  return choicesOf(node);
}
