/*
 * What we know of the agent pages of HaloPSA, HaloITSM, HaloCRM and HaloServiceDesk. The class names are not a promise
 * of the maker: they only decide where the button stands. The ticket comes from the address, its data from the API.
 */

/** Where the button goes: inside `parent`, after `neighbour` where there is one; over the page when it knows no place. */
export interface AppointmentAnchor {
  readonly kind: 'actions' | 'title' | 'floating';
  readonly parent: Element;
  /** A button of the page, whose look ours takes. */
  readonly neighbour: Element | null;
}

const largestId = 2 ** 31 - 1;

/** Does this address show one ticket to an agent? */
export function isTicketPage(url: string): boolean {
  return URL.canParse(url) && readTicketId(new URL(url)) !== null;
}

/** The ticket of `/ticket?id=0001001` and `/tickets?area=1&id=1001`; null on every other page (portal, knowledge base, lists). */
export function readTicketId(location: Pick<Location, 'pathname' | 'search'>): number | null {
  if (!/^\/tickets?\/?$/i.test(location.pathname)) return null;
  const [id = null, ...others] = new URLSearchParams(location.search).getAll('id').map(toTicketId);
  // Two different ids in one address: which of them is on the screen would be a guess.
  return others.every((other) => other === id) ? id : null;
}

function toTicketId(text: string): number | null {
  const id = /^0*[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  return id <= largestId ? id : null;
}

/** The best place for the button that this page offers now. */
export function appointmentAnchor(document: Document): AppointmentAnchor {
  const action = findLastAction(document);
  if (action !== null) return beside('actions', action);
  const share = onlyOne(document, '.details_page_title button:has(i.fa-share-alt)');
  if (share !== null) return beside('title', share);
  const bar =
    onlyOne(document, '.details_page_title') ??
    onlyOne(document, '.tabControls .history-options.buttons-container') ??
    onlyOne(document, '.tabControls');
  return { kind: bar === null ? 'floating' : 'title', parent: bar ?? document.body, neighbour: null };
}

function beside(kind: 'actions' | 'title', neighbour: Element): AppointmentAnchor {
  return { kind, parent: neighbour.parentElement ?? neighbour, neighbour };
}

/** A second `.buttons-container` in the title bar is a menu of other things: the bar is the one that holds actions. */
function findLastAction(document: Document): Element | null {
  const actions = [...document.querySelectorAll('.details_page_title .buttons-container > .actionmenubtn')];
  const last = actions.at(-1) ?? null;
  return actions.every((action) => action.parentElement === last?.parentElement) ? last : null;
}

/** Several of what should be there once means that we do not know this layout. */
function onlyOne(document: Document, selector: string): Element | null {
  const [element = null, another] = document.querySelectorAll(selector);
  return another === undefined ? element : null;
}

/** The element whose classes carry the agent's choice of light or dark; null in an unknown layout. */
export function themeElement(document: Document): Element | null {
  return document.querySelector('.app-container');
}

export function isDarkPage(document: Document): boolean {
  return themeElement(document)?.classList.contains('theme-dark') ?? false;
}
