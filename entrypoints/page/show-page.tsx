import { type ComponentChild, render } from 'preact';
import { browser } from 'wxt/browser';
import { type Texts, TextsContext } from '../../components/texts';

const texts: Texts = (key, ...values) => browser.i18n.getMessage(key, values.map(String));

/** Puts a page's content in place of its skeleton, in the language of the catalogue that the browser chose. */
export function showPage(title: (t: Texts) => string, content: ComponentChild): void {
  document.documentElement.lang = texts('languageCode');
  document.title = title(texts);
  const root = document.getElementById('app');
  if (root === null) throw new Error('the page has no element "app"');
  root.replaceChildren();
  render(<TextsContext.Provider value={texts}>{content}</TextsContext.Provider>, root);
}
