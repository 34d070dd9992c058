import type { SignInWindow } from '../../../lib/auth/sign-in-window';
import { closedByUser, notLoaded } from './helpdesk-window';

/** What the person does on Google's pages. */
export interface GooglePersonChoice {
  email: string;
  /** Scopes whose boxes are ticked. */
  boxes: readonly string[];
  answer: 'continue' | 'cancel' | 'close';
}

/** One browser: its session outlives the window, as the silent renewal needs it. `choice` may be changed between windows. */
export function googleBrowser(handle: (request: Request) => Promise<Response>, choice: GooglePersonChoice) {
  const visited: string[] = [];
  let cookie = '';

  async function load(address: string, form?: URLSearchParams): Promise<Response> {
    const init = form === undefined ? {} : { method: 'POST', body: form };
    const response = await handle(new Request(address, { ...init, headers: { cookie } }));
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    visited.push(new URL(address).pathname);
    return response;
  }

  const openWindow: SignInWindow = async (address, { interactive }) => {
    let response = await load(address);
    for (;;) {
      const location = response.headers.get('location');
      if (location !== null) return location;
      if (response.status >= 400) throw new Error(notLoaded);
      if (!interactive) throw new Error('User interaction required.');
      if (choice.answer === 'close') throw new Error(closedByUser);
      const action = /<form method="post" action="([^"]+)"/.exec(await response.text())?.[1]?.replaceAll('&amp;', '&');
      if (action === undefined) throw new Error('The page has no form');
      const form = new URLSearchParams({ email: choice.email, answer: choice.answer });
      for (const box of choice.boxes) form.append('scope', box);
      response = await load(new URL(action, address).href, form);
    }
  };
  return { openWindow, visited, choice };
}
