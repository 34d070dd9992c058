import { describe, expect, test } from 'vitest';
import { callsOf, changingModuleVariables, codeViolations, defaultExports } from './house/code-rules';
import { productFolders, readFolders, readProjectFile, type SourceFile } from './house/source-file';

const product = readFolders(productFolders, /\.tsx?$/);
const configs = ['wxt.config.ts', 'package.json', 'biome.json', 'tsconfig.json'].map(readProjectFile);
const everything = [...product, ...readFolders(['test']), readProjectFile('wxt.config.ts')];
const maxLines = 250;

describe('sources and tests', () => {
  test('no any, no cast by way of unknown, no markup from text, no empty catch, no test left alone or sleeping', () => {
    expect(codeViolations(everything)).toEqual([]);
  });

  test('nothing names a path of one machine', () => {
    const texts = [
      ...readFolders([...productFolders, 'test', 'public', 'docs'], /\.(tsx?|m?js|css|html|json|md)$/),
      ...configs,
    ];
    const found = texts.filter(({ text }) => /(?<![\w.])\/(work|root|home|tmp\/bash\w*)\//.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('files and folders are named in kebab-case', () => {
    const names = readFolders([...productFolders, 'test'], /./).map(({ path }) => path);
    const word = '[a-z0-9]+(-[a-z0-9]+)*';
    const isKebab = new RegExp(`^${word}(\\.${word})*(/${word}(\\.${word})*)*$`);
    expect(names.filter((name) => !isKebab.test(name))).toEqual([]);
  });

  test('no file is named after nothing in particular', () => {
    const vague = /\/(utils?|helpers?|common|types?|misc|shared|constants)\.(tsx?|m?js)$/;
    expect(everything.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });
});

describe('sources', () => {
  test(`no file is longer than ${maxLines} lines: past that it holds a second subject`, () => {
    const long = product
      .map(({ path, text }) => ({ path, lines: lineCount(text) }))
      .filter(({ lines }) => lines > maxLines);
    expect(long).toEqual([]);
  });

  test('nothing that can change is kept in a module of lib or entrypoints', () => {
    expect(changingModuleVariables(product.filter(({ path }) => !path.startsWith('components/')))).toEqual([]);
  });

  test('exports have names, save the one that WXT asks of an entrypoint', () => {
    expect(defaultExports(product.filter(({ path }) => !/^entrypoints\/[^/]+\/index\.ts$/.test(path)))).toEqual([]);
  });

  test('lib and components do not write to the console', () => {
    expect(
      callsOf(
        product.filter(({ path }) => !path.startsWith('entrypoints/')),
        'console',
        'log',
      ),
    ).toEqual([]);
  });

  test('the background counts no time by itself: alarms wake it', () => {
    const background = product.filter(({ path }) => /^(lib|entrypoints\/background)\//.test(path));
    expect(background.filter(({ text }) => /\bsetInterval\(/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('a planted fault is found', () => {
  test.each([
    ['const a: any = 1;', 'any'],
    ['const a = (b as unknown as string).length;', 'as unknown as'],
    ['const a = (b as unknown) as string;', 'as unknown as'],
    ['element.innerHTML = text;', 'innerHTML'],
    [`element['innerHTML'] = text;`, 'innerHTML'],
    ['const a = <p dangerouslySetInnerHTML={{ __html: text }} />;', 'dangerouslySetInnerHTML'],
    [`element.insertAdjacentHTML('beforeend', text);`, 'insertAdjacentHTML'],
    ['document.write(text);', 'document.write'],
    ['eval(text);', 'makes code of text: eval'],
    ['const a = new Function(text);', 'makes code of text: Function'],
    ['globalThis.eval(text);', 'makes code of text: eval'],
    ['try { a(); } catch {}', 'an empty catch'],
    ['try { a(); } catch { /* ignore */ }', 'an empty catch'],
    ['a().catch(() => {});', 'an empty catch'],
    [`test.only('a', a);`, '.only('],
    [`describe.skip.only('a', a);`, '.only('],
    ['await page.waitForTimeout(100);', 'waitForTimeout'],
    ['// @ts-ignore', '@ts-ignore'],
    ['// TODO make it better', 'TODO without [date or issue]'],
  ])('%s', (text, found) => {
    expect(codeViolations([planted(text)])).toEqual([`components/a.tsx:1 ${found}`]);
  });

  test.each([
    `const words = ['innerHTML', 'document.write', 'any'];`,
    'const hostile = "<img src=x onerror=eval(1)>";',
    '// TODO [2027-06-01] drop when the old pages are gone',
    'try { a(); } catch (error) { report(error); }',
    'try { a(); } catch { /* The port is closed already: nobody is left to be told. */ }',
    'const a = b as Record<string, unknown>;',
  ])('but not in %s', (text) => {
    expect(codeViolations([planted(text)])).toEqual([]);
  });

  test('markup in a test passes where all of it stands there, and not where something is put into it', () => {
    const inTest = (text: string) => codeViolations([{ path: 'test/unit/a.test.ts', text }]);
    expect(inTest(`document.body.innerHTML = '<p>fixed</p>';`)).toEqual([]);
    expect(inTest(`document.body.innerHTML = \`<p>\${text}</p>\`;`)).toEqual(['test/unit/a.test.ts:1 innerHTML']);
    expect(codeViolations([planted(`document.body.innerHTML = '<p>fixed</p>';`)])).toHaveLength(1);
  });

  test('a variable of a module, also an exported one, but not one inside a function', () => {
    const text = 'let a = 1;\nexport let b = 2;\nexport function c() {\n  let d = 1;\n  return d;\n}';
    expect(changingModuleVariables([planted(text)])).toEqual([
      'components/a.tsx:1 a module-level let',
      'components/a.tsx:2 a module-level let',
    ]);
  });
});

function lineCount(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function planted(text: string): SourceFile {
  return { path: 'components/a.tsx', text };
}
