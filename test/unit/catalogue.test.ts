import { describe, expect, test } from 'vitest';
import { productFolders, readFolders, readProjectFile, type SourceFile } from './house/source-file';
import { isMentioned, keyMentions, textCalls } from './house/text-keys';

const languages = ['en', 'de'] as const;
const catalogues = {
  en: readCatalogue(readProjectFile('public/_locales/en/messages.json')),
  de: readCatalogue(readProjectFile('public/_locales/de/messages.json')),
};
const sources = [...readFolders(productFolders, /\.tsx?$/), readProjectFile('wxt.config.ts')];

describe.each(languages)('the catalogue in %s', (language) => {
  const entries = Object.entries(catalogues[language]);

  test('has the same keys as every other language', () => {
    expect(Object.keys(catalogues[language]).sort()).toEqual(Object.keys(catalogues.en).sort());
  });

  test('gives every sentence the same values as the other languages do', () => {
    const different = entries.filter(([key, message]) => {
      return placeholders(message).join() !== placeholders(catalogues.en[key] ?? '').join();
    });
    expect(different).toEqual([]);
  });

  test('numbers its values without a gap, and has no other dollar sign', () => {
    const odd = entries.filter(([, message]) => {
      const isCounted = placeholders(message).every((number, index) => number === index + 1);
      return !isCounted || /\$(?![1-9])/.test(message);
    });
    expect(odd).toEqual([]);
  });

  test('has no empty sentence, none with blanks around it, and none with markup', () => {
    const odd = entries.filter(([, message]) => message === '' || message !== message.trim() || message.includes('<'));
    expect(odd).toEqual([]);
  });

  test('names its keys in camelCase and knows which language it is', () => {
    expect(entries.map(([key]) => key).filter((key) => !/^[a-z][a-zA-Z0-9]*(_[a-zA-Z0-9]+)*$/.test(key))).toEqual([]);
    expect(catalogues[language]['languageCode']).toBe(language);
  });

  test('has every plural together with its singular', () => {
    const alone = entries
      .map(([key]) => key)
      .filter((key) => key.endsWith('One') && !(`${key.slice(0, -3)}Other` in catalogues[language]));
    expect(alone).toEqual([]);
  });
});

describe('the sources and the catalogue', () => {
  test('every sentence that is asked for exists', () => {
    const missing = sources.flatMap(textCalls).filter(({ key }) => !(key in catalogues.en));
    expect(missing.map(({ key, says }) => says(`asks for ${key}`))).toEqual([]);
  });

  test('every sentence gets the values that its placeholders ask for', () => {
    const wrong = sources.flatMap(textCalls).filter(({ key, values }) => {
      return values !== null && values < placeholders(catalogues.en[key] ?? '').length;
    });
    expect(wrong.map(({ key, values, says }) => says(`gives ${values} values to ${key}`))).toEqual([]);
  });

  test('every sentence that exists is asked for somewhere', () => {
    const mentions = keyMentions(sources);
    expect(Object.keys(catalogues.en).filter((key) => !isMentioned(key, mentions))).toEqual([]);
  });

  test('enough calls are recognised for these tests to mean something', () => {
    expect(new Set(sources.flatMap(textCalls).map(({ key }) => key)).size).toBeGreaterThan(100);
  });
});

describe('a planted fault is found', () => {
  test('a key that was mistyped in a call, in a choice or in a table', () => {
    const planted = source(`
      t('typo1'); t(isOpen ? 'typo2' : 'typo3'); browser.i18n.getMessage('typo4', ['a', 'b']);
      const names: Record<Side, TextKey> = { helpdesk: 'typo5' };`);
    const calls = textCalls(planted);
    expect(calls.map(({ key }) => key)).toEqual(['typo1', 'typo2', 'typo3', 'typo4', 'typo5']);
    expect(calls.map(({ values }) => values)).toEqual([0, 0, 0, 2, null]);
    expect(calls[0]?.says('asks for typo1')).toBe('components/a.tsx:2 asks for typo1');
  });

  test('a sentence that nobody asks for, also where others are put together from parts', () => {
    const mentions = keyMentions([
      source(`t(\`notifySignIn_\${side}\`); count('items'); t(\`\${base}One\`); t('whole');`),
    ]);
    const isUsed = (key: string) => isMentioned(key, mentions);
    expect(['notifySignIn_calendar', 'itemsOne', 'whole'].filter(isUsed)).toHaveLength(3);
    expect(['notifySignOut_calendar', 'itemsOther', 'peopleOne', 'whol', 'One'].filter(isUsed)).toEqual([]);
  });

  test('a key in the manifest is a key that is asked for', () => {
    expect(isMentioned('extensionName', keyMentions([source("config({ name: '__MSG_extensionName__' });")]))).toBe(
      true,
    );
  });
});

/** Numbers of the `$n` in a sentence, each once, in order. */
function placeholders(message: string): readonly number[] {
  return [...new Set([...message.matchAll(/\$([1-9])/g)].map(([, digit]) => Number(digit)))].sort();
}

function readCatalogue({ path, text }: SourceFile): Readonly<Record<string, string>> {
  const content: unknown = JSON.parse(text);
  return Object.fromEntries(
    Object.entries(content ?? {}).map(([key, entry]: [string, unknown]) => {
      const message = typeof entry === 'object' && entry !== null && 'message' in entry ? entry.message : undefined;
      if (typeof message !== 'string') throw new Error(`${path}: ${key} has no message`);
      return [key, message];
    }),
  );
}

function source(text: string): SourceFile {
  return { path: 'components/a.tsx', text };
}
