/** What a server does instead of answering as it should. */
export type Fault =
  /** The connection breaks before the request has acted. */
  | { readonly kind: 'lostBefore' }
  /** The request acts, then the connection breaks: the client never learns of it. */
  | { readonly kind: 'lostAfter' }
  /** Answered with this instead of acting. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Waits until `release()` of the handle, before or after the request acts. */
  | { readonly kind: 'hold'; readonly when: 'before' | 'after' };

export interface FaultRule {
  readonly method?: string;
  /** Tested against `host + path + query`, e.g. `/calendar\/v3\/calendars\/.*\/events/`. */
  readonly url: RegExp;
  /** How many requests it meets; later ones pass. */
  readonly times: number;
  readonly fault: Fault;
}

export interface FaultHandle {
  /** Settles when the rule has met its first request (for `hold` with `after`: when that request has acted). */
  readonly met: Promise<void>;
  readonly release: () => void;
  readonly remove: () => void;
}

/** Thrown by a server to break the connection; the listener destroys the socket. */
export class ConnectionReset extends Error {
  override readonly name = 'ConnectionReset';
}

export interface Faults {
  add(rule: FaultRule): FaultHandle;
  /** Runs `act` under the first rule that fits the request. */
  run(request: Request, act: () => Promise<Response>): Promise<Response>;
}

/** Misbehaviour on demand, shared by all servers of a sandbox. */
export function createFaults(): Faults {
  const active: { rule: FaultRule; left: number; meet: () => void; released: Promise<void> }[] = [];

  return {
    add(rule) {
      let meet = () => {};
      let release = () => {};
      const met = new Promise<void>((resolve) => {
        meet = resolve;
      });
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const entry = { rule, left: rule.times, meet, released };
      active.push(entry);
      const remove = () => {
        entry.left = 0;
        release();
      };
      return { met, release, remove };
    },

    async run(request, act) {
      const url = new URL(request.url);
      const address = url.host + url.pathname + url.search;
      const entry = active.find(
        ({ rule, left }) =>
          left > 0 && (rule.method === undefined || rule.method === request.method) && rule.url.test(address),
      );
      if (entry === undefined) return act();
      entry.left -= 1;
      const { fault } = entry.rule;
      switch (fault.kind) {
        case 'lostBefore':
          entry.meet();
          throw new ConnectionReset(`${request.method} ${address} was lost before it acted`);
        case 'lostAfter':
          await act();
          entry.meet();
          throw new ConnectionReset(`the answer to ${request.method} ${address} was lost`);
        case 'answer':
          entry.meet();
          return new Response(fault.body, { status: fault.status, headers: fault.headers ?? {} });
        case 'hold': {
          if (fault.when === 'before') {
            entry.meet();
            await entry.released;
            return act();
          }
          const answer = await act();
          entry.meet();
          await entry.released;
          return answer;
        }
      }
    },
  };
}
