import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page as a browser would have it before its scripts run. */
export function readTicketPage(name: string): Document {
  const file = join(import.meta.dirname, '../../fixtures/ticket-pages', `${name}.html`);
  return new DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/html');
}
