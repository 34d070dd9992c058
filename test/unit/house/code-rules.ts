import { globalUses } from './global-names';
import { complaint, type SourceFile } from './source-file';
import { listOfNodes, memberOf, nameOf, nodesOf, type SyntaxNode, stringValue, syntaxOf } from './syntax';

/** Ways to make a page's or a server's text run, or become markup. */
const markupNames = new Set([
  'innerHTML',
  'outerHTML',
  'dangerouslySetInnerHTML',
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
]);

type Rule = (node: SyntaxNode, isCommented: (block: SyntaxNode) => boolean) => string | null;

const rules: readonly Rule[] = [
  (node) => (node.type === 'TSAnyKeyword' ? 'any' : null),
  (node) => (isAssertion(node) && listOfNodes(node['expression']).some(isUnknownAssertion) ? 'as unknown as' : null),
  (node) => {
    const name = wordOf(node);
    return name !== null && markupNames.has(name) ? name : null;
  },
  (node) => {
    const member = memberOf(node);
    const isDocument = member?.object === 'document' || member?.object === 'ownerDocument';
    return isDocument && /^write(ln)?$/.test(member?.property ?? '') ? `document.${member?.property}` : null;
  },
  // A catch that does nothing has to say why.
  (node, isCommented) =>
    handlersOf(node).some((block) => isEmpty(block) && !isCommented(block)) ? 'an empty catch' : null,
  (node) => (isCallOf(node, 'only') ? '.only(' : null),
  (node) => (isCallOf(node, 'waitForTimeout') ? 'waitForTimeout' : null),
];

/** What no file does, be it source or test. */
export function codeViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const { program, comments } = syntaxOf(file);
    const fixtures = new Set(file.path.startsWith('test/') ? nodesOf(program).flatMap(fixedMarkup) : []);
    const nodes = nodesOf(program).filter((node) => !fixtures.has(node));
    const isCommented = ({ start, end }: SyntaxNode) =>
      comments.some((comment) => comment.start > start && comment.start < end && /\w+ \w+/.test(comment.value));
    return [
      ...nodes.flatMap((node) =>
        rules.flatMap((rule) => {
          const found = rule(node, isCommented);
          return found === null ? [] : [complaint(file, node.start, found)];
        }),
      ),
      ...globalUses(file).flatMap(({ name, start }) =>
        name === 'eval' || name === 'Function' ? [complaint(file, start, `makes code of text: ${name}`)] : [],
      ),
      ...comments.flatMap(({ value, start }) => {
        const found = faultOfComment(value);
        return found === null ? [] : [complaint(file, start, found)];
      }),
    ];
  });
}

/** Variables of a module that can change: a worker that dies forgets them. */
export function changingModuleVariables(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    listOfNodes(syntaxOf(file).program['body'])
      .flatMap((statement) => [statement, ...listOfNodes(statement['declaration'])])
      .filter(({ type, kind }) => type === 'VariableDeclaration' && (kind === 'let' || kind === 'var'))
      .map(({ start }) => complaint(file, start, 'a module-level let')),
  );
}

export function defaultExports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    listOfNodes(syntaxOf(file).program['body'])
      .filter(({ type }) => type === 'ExportDefaultDeclaration')
      .map(({ start }) => complaint(file, start, 'a default export')),
  );
}

/** Calls such as `console.log`, with what was called. */
export function callsOf(files: readonly SourceFile[], object: string, property: string): readonly string[] {
  return files.flatMap((file) =>
    nodesOf(syntaxOf(file).program)
      .filter((node) => {
        const member = memberOf(node);
        return member?.object === object && member.property === property;
      })
      .map(({ start }) => complaint(file, start, `${object}.${property}`)),
  );
}

function isAssertion({ type }: SyntaxNode): boolean {
  return type === 'TSAsExpression' || type === 'TSTypeAssertion';
}

function isUnknownAssertion(node: SyntaxNode): boolean {
  const [inner] = node.type === 'ParenthesizedExpression' ? listOfNodes(node['expression']) : [node];
  return (
    inner !== undefined &&
    isAssertion(inner) &&
    listOfNodes(inner['typeAnnotation']).some(({ type }) => type === 'TSUnknownKeyword')
  );
}

/** The word of code a node is: a name, an attribute or a member in brackets, but not a text. */
function wordOf(node: SyntaxNode): string | null {
  if (node.type === 'JSXIdentifier') return typeof node['name'] === 'string' ? node['name'] : null;
  return nameOf(node) ?? (node['computed'] === true ? (memberOf(node)?.property ?? null) : null);
}

function isCallOf(node: SyntaxNode, method: string): boolean {
  return (
    node.type === 'CallExpression' &&
    listOfNodes(node['callee']).some((callee) => memberOf(callee)?.property === method)
  );
}

/** `innerHTML` where a test sets up a page whose whole markup stands in the test: nobody else's text gets in. */
function fixedMarkup(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type !== 'AssignmentExpression' || stringValue(node['right']) === null) return [];
  return listOfNodes(node['left']).flatMap((left) => listOfNodes(left['property']));
}

/** What runs when something failed: `catch { … }` and `.catch(() => { … })`. */
function handlersOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === 'CatchClause') return listOfNodes(node['body']);
  if (!isCallOf(node, 'catch')) return [];
  return listOfNodes(node['arguments']).flatMap((argument) => listOfNodes(argument['body']));
}

function isEmpty({ type, body }: SyntaxNode): boolean {
  return type === 'BlockStatement' && listOfNodes(body).length === 0;
}

function faultOfComment(text: string): string | null {
  const directive = /@ts-(ignore|nocheck)/.exec(text);
  if (directive !== null) return directive[0];
  return /\b(TODO|FIXME|XXX)\b(?! \[[^\]]+\])/.test(text) ? 'TODO without [date or issue]' : null;
}
