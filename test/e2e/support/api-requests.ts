import type { Sandbox } from '../../servers/sandbox';
import type { TestBrowser } from './browser';

/** What Docket asks of both providers; the rest is the helpdesk's own page, or the browser's own errands. */
const asked =
  /^[A-Z]+ (acme\.halopsa\.com\/(api|auth)\/|auth\.haloservicedesk\.com\/|www\.googleapis\.com\/calendar\/|oauth2\.googleapis\.com\/|accounts\.google\.com\/o\/)/;

export interface ApiRequests {
  /** `METHOD host/path`, in the order of their arrival. */
  readonly all: readonly string[];
  readonly writes: readonly string[];
}

/** Reads both sides once more and waits for the end of it: of the sign-in's own reading nothing is under way any more. */
export async function finishReading(browser: TestBrowser): Promise<void> {
  const popup = await browser.openOwn('popup.html');
  await popup.evaluate('chrome.runtime.sendMessage({ name: "syncNow", data: {} })');
  await popup.close();
}

/** Starts counting; each call of what it answers gives what has arrived since the start or the call before. */
export function countApiRequests(sandbox: Sandbox): () => ApiRequests {
  let from = sandbox.requests.length;
  return () => {
    const all = sandbox.requests.slice(from).filter((request) => asked.test(request));
    from = sandbox.requests.length;
    return { all, writes: all.filter(isWrite) };
  };
}

/** Google takes the question for free/busy as a POST. */
function isWrite(request: string): boolean {
  return !request.startsWith('GET ') && request !== 'POST www.googleapis.com/calendar/v3/freeBusy';
}
