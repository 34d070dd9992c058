import type { Texts } from '../../components/texts';
import german from '../../public/_locales/de/messages.json';
import english from '../../public/_locales/en/messages.json';

/** The shipped catalogue, read as the browser reads it. */
export function galleryTexts(language: string): Texts {
  const catalogue: Readonly<Record<string, { readonly message: string }>> = language === 'de' ? german : english;
  return (key, ...values) =>
    (catalogue[key]?.message ?? `!${key}`).replace(/\$(\d|\$)/g, (_, mark) =>
      mark === '$' ? '$' : String(values[Number(mark) - 1] ?? ''),
    );
}
