import type { SignInWindow } from '../../../lib/auth/sign-in-window';

export interface OpenedWindows {
  readonly openWindow: SignInWindow;
  /** Addresses that were opened. */
  readonly opened: URL[];
}

/** Chromium's sentences, as `launchWebAuthFlow` throws them. */
export const notLoaded = 'Authorization page could not be loaded.';
export const closedByUser = 'The user did not approve access.';

/** A person at the helpdesk's sign-in page: who they sign in as, or that they deny, or that they close the window. */
export function helpdeskWindow(
  handle: (request: Request) => Promise<Response>,
  choice: number | 'deny' | 'close',
): OpenedWindows {
  const opened: URL[] = [];
  return {
    opened,
    openWindow: async (address) => {
      opened.push(new URL(address));
      const page = await handle(new Request(address));
      if (page.status >= 400) throw new Error(notLoaded);
      if (page.status === 302) return readLocation(page);
      if (choice === 'close') throw new Error(closedByUser);
      const body = new URLSearchParams({ agent: String(choice) });
      return readLocation(await handle(new Request(address, { method: 'POST', body })));
    },
  };
}

function readLocation(response: Response): string {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`No redirect, but ${response.status}`);
  return location;
}
