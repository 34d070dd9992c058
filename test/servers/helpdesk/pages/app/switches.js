/** Parts of the address that change how the helpdesk behaves; they stay while one moves between pages. */
const kept = ['layout', 'lang', 'theme', 'addressbook'];

export function readSwitches() {
  const parameters = new URLSearchParams(location.search);
  return {
    isUnknownLayout: parameters.get('layout') === 'unknown',
    isDark: parameters.get('theme') === 'dark',
    hasAddressBook: parameters.get('addressbook') === 'on',
  };
}

export function addressWithSwitches(path, parameters = {}) {
  const now = new URLSearchParams(location.search);
  const all = new URLSearchParams(parameters);
  for (const name of kept) if (now.has(name)) all.set(name, now.get(name));
  return all.size === 0 ? path : `${path}?${all}`;
}

/**
 * Class names that other programs know this helpdesk by. In an unknown layout there are none of them: what is left are
 * the names beginning with `ah-`, which the style sheet uses.
 */
export function known(names, own = '') {
  return readSwitches().isUnknownLayout ? own : `${names} ${own}`.trim();
}
