import { type Browser, browser } from 'wxt/browser';
import type { Problem } from '../domain/problem';
import {
  type Answers,
  ownRequests,
  pageRequests,
  type Reply,
  type RequestData,
  type RequestName,
  requests,
} from './protocol';

/** Who asked: decided by the browser's own word on the sender, never by the message. */
export type Caller =
  | { readonly kind: 'ownPage' }
  /** The content script on the configured helpdesk, top frame. */
  | { readonly kind: 'ticketPage'; readonly tabId: number; readonly origin: string };

export type Handlers = {
  readonly [N in RequestName]: (data: RequestData<N>, caller: Caller) => Promise<Answers[N]>;
};

export interface ServeOptions {
  /** Origin of the connected helpdesk; null when none is. */
  readonly helpdeskOrigin: () => Promise<string | null>;
  readonly toProblem: (error: unknown) => Problem;
}

/** Answers `send`. A message of any other sender, frame or origin, or of another shape, is refused. */
export function serve(handlers: Handlers, options: ServeOptions): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender, answer) => {
    if (!isRequest(message)) return undefined;
    reply(handlers, options, message, sender).then(answer, (error: unknown) => {
      answer({ ok: false, problem: options.toProblem(error) });
    });
    return true;
  });
}

async function reply(
  handlers: Handlers,
  { helpdeskOrigin, toProblem }: ServeOptions,
  { name, data }: { readonly name: string; readonly data?: unknown },
  sender: Browser.runtime.MessageSender,
): Promise<Reply<RequestName>> {
  const caller = await callerOf(sender, helpdeskOrigin);
  if (!isName(name) || caller === null || !mayAsk(caller, name)) return refusal;
  const parsed = requests[name]().safeParse(data);
  if (!parsed.success) return refusal;
  try {
    return { ok: true, answer: await call(handlers, name, parsed.data as RequestData<typeof name>, caller) };
  } catch (error) {
    return { ok: false, problem: toProblem(error) };
  }
}

const refusal = { ok: false, problem: { kind: 'unexpected', detail: 'The message was refused.' } } as const;

/** The name ties data and handler together; the compiler cannot follow that through the union. */
function call<N extends RequestName>(
  handlers: Handlers,
  name: N,
  data: RequestData<N>,
  caller: Caller,
): Promise<Answers[N]> {
  return handlers[name](data, caller);
}

/** Null: nobody whom we answer. */
export async function callerOf(
  sender: Browser.runtime.MessageSender,
  helpdeskOrigin: () => Promise<string | null>,
): Promise<Caller | null> {
  if (sender.id !== browser.runtime.id) return null;
  const isTopFrame = sender.tab === undefined || sender.frameId === 0;
  if (!isTopFrame || sender.url === undefined) return null;
  const { origin } = new URL(sender.url);
  if (origin === new URL(browser.runtime.getURL('/')).origin) return { kind: 'ownPage' };
  if (sender.tab?.id === undefined || origin !== (await helpdeskOrigin())) return null;
  return { kind: 'ticketPage', tabId: sender.tab.id, origin };
}

function mayAsk(caller: Caller, name: RequestName): boolean {
  switch (caller.kind) {
    case 'ownPage':
      return name in ownRequests;
    case 'ticketPage':
      return name in pageRequests;
  }
}

function isName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

function isRequest(message: unknown): message is { name: string; data?: unknown } {
  return typeof message === 'object' && message !== null && 'name' in message && typeof message.name === 'string';
}
