import { readFileSync } from 'node:fs';
import type { HelpdeskState } from '../helpdesk-state';
import { readCalendar, readHistory, readTicket, readTicketList } from './page-data';
import { pageShell } from './page-shell';

export interface HelpdeskPagesDeps {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly readState: () => Pick<HelpdeskState, 'tickets' | 'agents' | 'appointments'>;
}

export interface HelpdeskPages {
  /** Null when the address is no page of the helpdesk's. */
  handle(request: Request): Response | null;
}

const screens = /^\/(tickets?|calendar|portal|kb)?\/?$/i;
const assetTypes = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' } as const;

/** As strict as a helpdesk could be: neither scripts nor frames of others. Docket must stand on such a page too. */
const policy = "default-src 'self'; frame-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'";

/**
 * The helpdesk's web pages: one single-page application. Switches in the address: `layout=unknown` (none of the known
 * class names), `lang=de`, `theme=dark`, `addressbook=on` (the attendee box offers people before it offers to create).
 */
export function createHelpdeskPages({ now, readState }: HelpdeskPagesDeps): HelpdeskPages {
  return {
    handle(request) {
      const url = new URL(request.url);
      if (request.method !== 'GET') return null;
      if (url.pathname === '/') return redirect('/tickets');
      if (screens.test(url.pathname)) return html(pageShell(url.searchParams.get('lang') === 'de' ? 'de' : 'en'));
      const asset = /^\/page-assets\/([a-z-]+)\.(js|css|svg)$/.exec(url.pathname);
      if (asset !== null) return readAsset(asset[1] ?? '', asset[2]);
      const id = Number(url.searchParams.get('id'));
      switch (url.pathname) {
        case '/page-data/tickets':
          return json(readTicketList(readState()));
        case '/page-data/ticket':
          return json(readTicket(readState(), id));
        case '/page-data/history':
          return json(readHistory(readState(), id));
        case '/page-data/calendar':
          return json(readCalendar(readState(), now()));
        default:
          return null;
      }
    },
  };
}

function readAsset(name: string, extension: string | undefined): Response | null {
  if (extension !== 'js' && extension !== 'css' && extension !== 'svg') return null;
  const text = readFileSync(new URL(`./app/${name}.${extension}`, import.meta.url), 'utf8');
  return new Response(text, { headers: { 'content-type': `${assetTypes[extension]}; charset=utf-8` } });
}

function html(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
}

function json(data: unknown): Response {
  if (data === null) return new Response('null', { status: 404, headers: { 'content-type': 'application/json' } });
  return new Response(JSON.stringify(data), { headers: { 'content-type': 'application/json' } });
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}
