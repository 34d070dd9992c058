import type { Draft } from '../domain/draft';
import type { FormView } from '../domain/form-view';
import type { Problem } from '../domain/problem';
import type { SaveStatus } from '../domain/save-status';
import type { FormAnswer, FormMessage } from './form-port';

/** The part of `runtime.Port` that the form needs. */
export interface FormPort {
  postMessage(message: FormMessage): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (answer: FormAnswer) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

export interface FormConnection {
  say(message: FormMessage): void;
  /** Ends it for good; nothing is sent or heard any more. */
  close(): void;
}

interface FormConnectionDeps {
  connect(): FormPort;
  later(work: () => void, delayMs: number): void;
  /** Epoch ms. */
  now(): number;
}

/** A worker that died is started again by the first attempt; one that keeps dying is not hammered. */
const delaysMs = [0, 200, 1_000, 5_000] as const;

/**
 * A background that dies so long after it heard the last word has lost nothing: browsers end idle ones after half a
 * minute. It is left to rest until there is something to say.
 */
const heardAfterMs = 10_000;

/** Told once; the attempts go on. */
const noContact: Problem = { kind: 'unexpected', detail: 'The background of the extension does not answer.' };

/**
 * Keeps the form in touch with a background that may die between any two messages. After each reconnect it says again
 * what may have been lost: who it is, the draft as last typed, the days it looks at, a retry, and the save. Every one
 * of these may arrive twice without harm; a save is told apart by the draft's id.
 */
export function connectForm(
  deps: FormConnectionDeps,
  open: FormMessage,
  onAnswer: (answer: FormAnswer) => void,
): FormConnection {
  /** What is said again, in the order in which it was said last. */
  const unheard = new Map<FormMessage['name'], FormMessage>();
  let saved: Draft | null = null;
  let port: FormPort | null = null;
  let failures = 0;
  let isClosed = false;
  let isResting = false;
  let lastSaidMs = deps.now();
  let shown: FormView | null = null;

  function connect(): void {
    if (isClosed) return;
    try {
      const opened = deps.connect();
      port = opened;
      opened.onMessage.addListener((answer) => {
        if (opened === port) hear(answer);
      });
      opened.onDisconnect.addListener(() => {
        if (opened === port) reconnect();
      });
      opened.postMessage(open);
      for (const message of unheard.values()) opened.postMessage(message);
    } catch {
      // The background went away while we were speaking; what was not heard is said again.
      reconnect();
    }
  }

  function reconnect(): void {
    port = null;
    isResting = mayRest();
    if (isResting) return;
    if (failures === delaysMs.length) onAnswer({ name: 'refused', problem: noContact });
    const delayMs = delaysMs[Math.min(failures, delaysMs.length - 1)] ?? 0;
    failures += 1;
    deps.later(connect, delayMs);
  }

  /** Not while a save is under way or waits: the form shows how it goes on. */
  function mayRest(): boolean {
    const isWatched = saved !== null && (shown?.status == null || !isOver(shown.status));
    return shown !== null && !isWatched && failures === 0 && deps.now() - lastSaidMs > heardAfterMs;
  }

  function hear(answer: FormAnswer): void {
    failures = 0;
    unheard.delete('retry');
    unheard.delete('online');
    if (answer.name === 'refused') {
      // The agent decides whether to save again; until then the draft is what has to survive.
      unheard.delete('save');
      onAnswer(answer);
      return;
    }
    const { view } = answer;
    const isOfSave = saved !== null && (view.status?.linkId === saved.id || view.draft.id === saved.id);
    // Opened again after a save, the background offers a new draft before it hears of the save once more.
    if (unheard.has('save') && !isOfSave) return;
    shown = view;
    onAnswer(
      isOfSave && saved !== null && view.draft.id !== saved.id
        ? { name: 'view', view: { ...view, draft: saved } }
        : answer,
    );
  }

  function say(message: FormMessage): void {
    if (isClosed) return;
    if (message.name === 'save') {
      saved = message.draft;
      unheard.delete('draft');
    }
    if (message.name === 'discard') unheard.clear();
    unheard.delete(message.name);
    unheard.set(message.name, message);
    lastSaidMs = deps.now();
    if (isResting) {
      isResting = false;
      connect();
      return;
    }
    try {
      port?.postMessage(message);
    } catch {
      // The port died and its `onDisconnect` is still on its way.
      reconnect();
    }
  }

  connect();
  return {
    say,
    close() {
      isClosed = true;
      unheard.clear();
      port?.disconnect();
      port = null;
    },
  };
}

/** Nothing more will be said of either side. */
function isOver({ helpdesk, calendar }: SaveStatus): boolean {
  return [helpdesk, calendar].every(({ kind }) => ['done', 'notConnected', 'dropped', 'removed'].includes(kind));
}
