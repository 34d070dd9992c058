import css from './ticket-page.css?inline';

/** Creates one element with its attributes and children; texts stay texts. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  return dress(document.createElement(name), attributes, children);
}

/** One stroked picture of 16 by 16, a decoration beside words. */
export function picture(path: string): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const line = dress(document.createElementNS(namespace, 'path'), { d: path }, []);
  return dress(document.createElementNS(namespace, 'svg'), { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [line]);
}

function dress<E extends Element>(
  made: E,
  attributes: Readonly<Record<string, string>>,
  children: readonly (Node | string)[],
): E {
  for (const attribute in attributes) made.setAttribute(attribute, attributes[attribute] ?? '');
  made.append(...children);
  return made;
}

/** An element of our own on the page, with all that we show in an open shadow root; whatever bore its id before is gone. */
export function createHost(id: string, content: Node): HTMLElement {
  document.getElementById(id)?.remove();
  const host = document.createElement(id);
  host.id = id;
  host.attachShadow({ mode: 'open' }).append(element('style', {}, css), content);
  return host;
}

/** Where it stands and whether the page is light or dark; the style sheet does the rest. */
export function dressHost(host: HTMLElement, place: string, theme: 'light' | 'dark'): void {
  host.dataset['place'] = place;
  host.style.colorScheme = theme;
}
