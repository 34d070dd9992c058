/** What code can touch besides imports. */
export type Outside = 'network' | 'storage' | 'DOM' | 'navigator' | 'browser' | 'present time';

export interface FolderRule {
  /** A folder whose files also import each other. `*` stands for one provider, which cannot import the next one. */
  readonly folder: string;
  /** Folders, single files (without extension) and packages. */
  readonly mayImport: readonly string[] | 'everything';
  readonly mayImportTypesOf?: readonly string[];
  readonly mustNotTouch: readonly Outside[];
}

/** The style guide's "Who may import whom". A row that the project added or widened says why. */
export const dependencyTable: readonly FolderRule[] = [
  {
    folder: 'lib/domain',
    mayImport: ['luxon', 'rrule', 'zod'],
    mustNotTouch: ['network', 'storage', 'DOM', 'navigator', 'browser', 'present time'],
  },
  {
    folder: 'lib/sync',
    mayImport: ['lib/domain'],
    mustNotTouch: ['network', 'storage', 'DOM', 'navigator', 'browser', 'present time'],
  },
  {
    folder: 'lib/http',
    mayImport: ['zod'],
    // A server's refusal becomes the `Problem` that pages know how to show.
    mayImportTypesOf: ['lib/domain'],
    mustNotTouch: ['storage', 'DOM', 'navigator', 'browser'],
  },
  {
    folder: 'lib/calendars/*',
    mayImport: ['lib/domain', 'lib/sync/ports', 'lib/http', 'luxon', 'zod'],
    mustNotTouch: ['storage', 'DOM', 'navigator', 'browser'],
  },
  {
    folder: 'lib/helpdesk/*',
    mayImport: ['lib/domain', 'lib/sync/ports', 'lib/http', 'luxon', 'zod'],
    mustNotTouch: ['storage', 'DOM', 'navigator', 'browser'],
  },
  {
    folder: 'lib/auth',
    mayImport: ['lib/domain', 'lib/http', 'zod'],
    mustNotTouch: ['storage', 'DOM', 'navigator', 'browser'],
  },
  {
    folder: 'lib/ticket-page',
    mayImport: ['lib/domain'],
    mustNotTouch: ['network', 'storage', 'browser'],
  },
  {
    folder: 'lib/storage',
    // What a store of links keeps is declared beside the engine that needs it.
    mayImport: ['lib/domain', 'lib/sync/ports', 'lib/sync/link', 'lib/sync/store', 'dexie', 'zod', 'wxt/browser'],
    // Free to hold a Web Lock: two contexts write the same storage.
    mustNotTouch: ['network', 'DOM'],
  },
  {
    folder: 'lib/messages',
    // Values of the domain too: a request's schema is made of the domain's own limits.
    mayImport: ['lib/domain', 'zod', 'wxt/browser'],
    mayImportTypesOf: ['lib/sync'],
    mustNotTouch: ['network', 'storage'],
  },
  {
    // Added: what the background does for its pages, as functions that can run without a browser.
    folder: 'lib/app',
    mayImport: ['lib/domain', 'lib/sync', 'lib/storage', 'lib/messages', 'lib/http', 'lib/auth', 'luxon'],
    mustNotTouch: ['network', 'DOM', 'navigator', 'browser'],
  },
  {
    folder: 'components',
    mayImport: ['lib/domain', 'preact', 'luxon'],
    // The catalogue's keys are the type of what a component may say.
    mayImportTypesOf: ['public/_locales/en/messages.json'],
    mustNotTouch: ['network', 'storage', 'browser'],
  },
  { folder: 'entrypoints', mayImport: 'everything', mustNotTouch: [] },
];

/** Libraries that must not load before a ticket page or the popup's agenda shows. */
export const heavyLibraries = ['luxon', 'rrule', 'dexie', 'zod'] as const;

/** Global names by what they give access to. Types of the DOM count: code that names them works on it. */
export const outsideNames: Record<Exclude<Outside, 'present time'>, RegExp> = {
  network: /^(fetch|XMLHttpRequest|WebSocket|EventSource|WebTransport)$/,
  storage: /^(localStorage|sessionStorage|indexedDB|caches|cookieStore)$/,
  DOM: /^(document|window|location|history|screen|Document|Window|Element|Node|NodeList|Text|Range|Selection|DOMParser|(HTML|SVG)\w*Element|\w*ShadowRoot|(Mutation|Resize|Intersection)Observer|(Mouse|Keyboard|Pointer|UI)Event|getComputedStyle|(request|cancel)AnimationFrame|matchMedia|customElements|alert|confirm|prompt)$/,
  // Workers have it too: locks and connection state stand in it.
  navigator: /^navigator$/,
  browser: /^(browser|chrome)$/,
};
