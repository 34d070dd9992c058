import { type ComponentChild, render } from 'preact';
import { act } from 'preact/test-utils';
import { TextsContext } from '../../../components/texts';
import { galleryTexts } from '../../gallery/gallery-texts';

// British English: a clock of 24 hours, whatever the machine that runs the tests prefers.
document.documentElement.lang = 'en-GB';

/** Components in a document of their own. `show` draws again with other values. */
export async function mountPage(content: ComponentChild, language = 'en') {
  document.body.replaceChildren();
  const root = document.body.appendChild(document.createElement('div'));
  const show = (shown: ComponentChild) =>
    act(() => render(<TextsContext.Provider value={galleryTexts(language)}>{shown}</TextsContext.Provider>, root));
  await show(content);

  /** All of that kind whose accessible name begins so. */
  const all = <E extends HTMLElement = HTMLElement>(kind: string, name: string): readonly E[] =>
    [...root.querySelectorAll<E>(kind)].filter((element) => nameOf(element).startsWith(name));
  const get = <E extends HTMLElement = HTMLElement>(kind: string, name: string): E => {
    const [found, ...more] = all<E>(kind, name);
    if (found === undefined || more.length > 0) throw new Error(`${all(kind, name).length} × ${kind} “${name}”`);
    return found;
  };
  const click = (element: HTMLElement) => act(() => element.click());
  const type = (field: HTMLInputElement, text: string) =>
    act(() => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const choose = (field: HTMLSelectElement, value: string) =>
    act(() => {
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
  const text = (selector = 'div') => (root.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const words = () => (root.textContent ?? '').replace(/\s+/g, ' ');
  return { root, show, all, get, click, type, choose, text, words };
}

function nameOf(element: HTMLElement): string {
  const labelledBy = element.getAttribute('aria-labelledby');
  const label = labelledBy
    ? document.getElementById(labelledBy)?.textContent
    : (element.getAttribute('aria-label') ?? element.querySelector(':scope > legend')?.textContent);
  const field = element.closest('label') ?? document.querySelector(`label[for="${element.id}"]`);
  const own = element.matches('input, select, textarea') ? field?.textContent : element.textContent;
  return (label ?? own ?? '').replace(/\s+/g, ' ').trim();
}
