import { type Browser, browser } from 'wxt/browser';
import type { Desk } from '../../lib/app/desk';
import { createFormSession, type FormSession } from '../../lib/app/form-session';
import type { Problem } from '../../lib/domain/problem';
import { createFormMessage, type FormAnswer, type FormMessage, formPortName } from '../../lib/messages/form-port';
import { callerOf } from '../../lib/messages/serve';
import { useFormToken } from '../../lib/storage/form-tokens';
import type { Rounds } from './rounds';

/** Listens for forms. `sessions` holds those that are open, for as long as their ports live. */
export function serveForms(desk: Desk, rounds: Rounds, sessions: Set<FormSession>): void {
  let shape: ReturnType<typeof createFormMessage> | undefined;
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== formPortName || !isOwnPage(port.sender)) {
      port.disconnect();
      return;
    }
    const session = createFormSession(desk, {
      say: (answer) => say(port, answer),
      work: (linkId, when) => rounds.saveOne(linkId, when),
      online: () => rounds.save('hasten'),
      admit: (message) => admit(desk, message, port.sender),
    });
    sessions.add(session);
    port.onDisconnect.addListener(() => sessions.delete(session));
    port.onMessage.addListener((message: unknown) => {
      shape ??= createFormMessage();
      const parsed = shape.safeParse(message);
      if (parsed.success) void session.hear(parsed.data);
      else say(port, { name: 'refused', problem: { kind: 'invalidDraft', detail: 'message' } });
    });
  });
}

/** A frame may open the ticket of the click that made it; a page of our own may open any. */
async function admit(
  desk: Desk,
  message: FormMessage & { name: 'open' | 'openOwn' },
  sender: Browser.runtime.MessageSender | undefined,
): Promise<{ readonly ticketId: number | null } | Problem> {
  const refusal: Problem = { kind: 'unexpected', detail: 'This form was not opened by a click on a ticket page.' };
  if (sender === undefined) return refusal;
  if (message.name === 'openOwn') {
    const caller = await callerOf(sender, async () => null);
    return caller?.kind === 'ownPage' ? { ticketId: message.ticketId } : refusal;
  }
  const { tab, documentId } = sender;
  if (tab?.id === undefined || documentId === undefined) return refusal;
  const { helpdesk } = await desk.readSettings();
  if (tab.url === undefined || new URL(tab.url).origin !== helpdesk?.origin) return refusal;
  const ticketId = await useFormToken(message.token, { tabId: tab.id, documentId }, desk.now());
  return ticketId === null ? refusal : { ticketId };
}

function isOwnPage(sender: Browser.runtime.MessageSender | undefined): boolean {
  return sender?.id === browser.runtime.id && sender.origin === new URL(browser.runtime.getURL('/')).origin;
}

function say(port: Browser.runtime.Port, answer: FormAnswer): void {
  try {
    port.postMessage(answer);
  } catch (error) {
    // The form was closed a moment ago; what it asked for is stored all the same.
    console.info('form is gone', String(error));
  }
}
