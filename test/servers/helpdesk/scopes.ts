/** Every scope that the helpdesk knows; names such as `read:agents` or `read:users` are refused as invalid. */
const editable = ['tickets', 'calendar', 'customers', 'crm', 'timesheets', 'contracts', 'suppliers', 'items'].concat([
  'projects',
  'sales',
  'quotes',
  'sos',
  'pos',
  'invoices',
  'reporting',
  'software',
  'softwarelicensing',
  'kb',
  'assets',
]);

const knownScopes: ReadonlySet<string> = new Set([
  ...['all', 'all:standard', 'all:teams', 'admin', 'editMine:timesheets', 'offline_access'],
  ...['access:chat', 'access:adpasswordreset'],
  ...editable.flatMap((subject) => [`read:${subject}`, `edit:${subject}`]),
]);

export function readScopes(text: string): readonly string[] {
  return text.split(' ').filter((scope) => scope !== '');
}

export function findUnknownScope(scopes: readonly string[]): string | null {
  return scopes.find((scope) => !knownScopes.has(scope)) ?? null;
}

/** `all` grants everything, `all:standard` all but administration, `edit:x` what `read:x` grants. */
export function grants(held: readonly string[], wanted: string): boolean {
  if (held.includes('all') || held.includes(wanted)) return true;
  if (held.includes('all:standard') && wanted !== 'all' && wanted !== 'admin') return true;
  return wanted.startsWith('read:') && held.includes(wanted.replace('read:', 'edit:'));
}
