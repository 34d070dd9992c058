const svgNamespace = 'http://www.w3.org/2000/svg';

const iconPaths = {
  reply: 'M6.5 3.5 2.5 7.5l4 4M2.5 7.5h6a5 5 0 0 1 5 5',
  note: 'M3 2.5h10v8l-3 3H3ZM10 13.5v-3h3M5.5 6h5M5.5 8.5h3',
  calendar: 'M2.5 4h11v9.5h-11ZM2.5 7h11M5.5 2v3M10.5 2v3',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  refresh: 'M13 3v3.5H9.5M12.6 6.3A5 5 0 1 0 13 9',
  'share-alt':
    'M11.5 5.5a2 2 0 1 0-2-2M4.5 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6.3 7.1l3.4-2M6.3 8.9l3.4 2M11.5 14a2 2 0 1 0 0-4',
  ticket: 'M2 4.5h12v2.2a1.4 1.4 0 0 0 0 2.7v2.1H2V9.4a1.4 1.4 0 0 0 0-2.7ZM9.5 4.5v7',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z',
  down: 'M4 6.5 8 10l4-3.5',
  close: 'M4 4l8 8M12 4l-8 8',
};

/** `element('p', { class: 'x' }, 'text', child)`. Texts stay texts, whatever they hold. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute.startsWith('on')) made.addEventListener(attribute.slice(2), value);
    else if (value === true) made.setAttribute(attribute, '');
    else if (value !== false && value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', iconPaths[name]);
  svg.append(path);
  return element('i', { class: `fa fa-${name}`, 'aria-hidden': 'true' }, svg);
}

/** Two letters in a circle; the colour follows from the name. */
export function avatar(name) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
    .join('');
  const tone = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 5;
  return element('span', { class: `ah-avatar ah-tone-${tone}`, 'aria-hidden': 'true' }, initials || '–');
}

export function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
