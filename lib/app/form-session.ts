import type { Draft } from '../domain/draft';
import { emailKey } from '../domain/email-address';
import type { FormView } from '../domain/form-view';
import type { Problem } from '../domain/problem';
import type { FormAnswer, FormMessage } from '../messages/form-port';
import { accountKey } from '../storage/settings';
import { linkStatus } from '../sync/link-status';
import { type Desk, isProblem } from './desk';
import { draftSlot, hoursByEmail, openForm, personsOf } from './open-form';
import { readPeople } from './read-people';
import { readTime } from './read-time';
import { saveDraft } from './save-draft';

/** One open form: what it says is kept at once, what it asks is answered. */
export interface FormSession {
  hear(message: FormMessage): Promise<void>;
  /** A link has changed; the form that made it shows how it stands. */
  linkChanged(linkId: string): Promise<void>;
}

export interface FormSessionDeps {
  readonly say: (answer: FormAnswer) => void;
  /** Works on the link now; with `hasten` also on what waits for its time. */
  readonly work: (linkId: string, when: 'due' | 'hasten') => Promise<void>;
  /** Works on everything that waits for the network. */
  readonly online: () => Promise<void>;
  /** The ticket that the form's first message opens; a problem when it may open none. */
  readonly admit: (
    message: FormMessage & { name: 'open' | 'openOwn' },
  ) => Promise<{ readonly ticketId: number | null } | Problem>;
}

export function createFormSession(desk: Desk, { say, work, online, admit }: FormSessionDeps): FormSession {
  let ticketId: number | null = null;
  let isAdmitted = false;
  let view: FormView | null = null;
  let linkId: string | null = null;
  let saved: Draft | null = null;
  // What is stored is stored in the order in which it was said: a late draft must not come after its save.
  let storing: Promise<unknown> = Promise.resolve();

  function show(changed: FormView): void {
    view = changed;
    say({ name: 'view', view: changed });
  }

  function refuse(problem: Problem): void {
    say({ name: 'refused', problem });
  }

  function store<T>(work: () => Promise<T>): Promise<T> {
    const done = storing.then(work);
    storing = done.catch(() => undefined);
    return done;
  }

  async function open(message: FormMessage & { name: 'open' | 'openOwn' }): Promise<void> {
    const admitted = await admit(message);
    if (isProblem(admitted)) return refuse(admitted);
    ticketId = admitted.ticketId;
    isAdmitted = true;
    const helpdesk = await desk.helpdesk('alsoSignedOut');
    if (isProblem(helpdesk)) return refuse(helpdesk);
    const opened = await openForm(desk, helpdesk, { ticketId, zone: message.zone });
    // A save that was said again after a reconnect may be known by now.
    const stored = linkId === null ? null : await desk.store.read(linkId);
    show({
      ...opened,
      draft: saved ?? opened.draft,
      status: stored === null ? null : linkStatus(stored),
    });
  }

  async function keep(draft: Draft): Promise<void> {
    if (!isAdmitted || draft.ticketId !== ticketId || draft.id === saved?.id) return;
    const { helpdesk } = await desk.readSettings();
    if (helpdesk !== null) await desk.drafts.write(draftSlot(accountKey(helpdesk), ticketId), draft, desk.now());
    if (view !== null) view = { ...view, draft };
  }

  async function lookAt(message: FormMessage & { name: 'lookAt' }): Promise<void> {
    const helpdesk = await desk.helpdesk('alsoSignedOut');
    if (!isAdmitted || view === null || isProblem(helpdesk)) return;
    const wanted = new Set(message.emails.map(emailKey));
    const attendees = view.draft.attendees.filter(({ email }) => wanted.has(emailKey(email)));
    const window = { startMs: message.startMs, endMs: message.endMs };
    const people = await readPeople(desk, helpdesk);
    const { time, leave } = await readTime(desk, helpdesk, personsOf(attendees, people), window);
    show({
      ...view,
      people: { ...view.people, ...hoursByEmail(people, attendees, leave) },
      time: { ...view.time, ...time },
    });
  }

  async function save(draft: Draft): Promise<void> {
    if (!isAdmitted || draft.ticketId !== ticketId) return;
    const kept = await store(() => saveDraft(desk, draft));
    if (typeof kept !== 'string') return refuse(kept);
    linkId = kept;
    saved = draft;
    if (view !== null) view = { ...view, draft };
    await linkChanged(kept);
    await work(kept, 'due');
  }

  async function retry(wanted: string): Promise<void> {
    if (wanted === linkId) await work(wanted, 'hasten');
  }

  async function discard(): Promise<void> {
    const { helpdesk } = await desk.readSettings();
    if (isAdmitted && helpdesk !== null) await desk.drafts.remove(draftSlot(accountKey(helpdesk), ticketId));
  }

  async function linkChanged(changed: string): Promise<void> {
    if (changed !== linkId || view === null) return;
    const stored = await desk.store.read(changed);
    if (stored !== null) show({ ...view, status: linkStatus(stored) });
  }

  async function hear(message: FormMessage): Promise<void> {
    switch (message.name) {
      case 'open':
      case 'openOwn':
        return open(message);
      case 'draft':
        return store(() => keep(message.draft));
      case 'lookAt':
        // Somebody who was added a moment ago has to be in the draft by then.
        return storing.then(() => lookAt(message));
      case 'save':
        return save(message.draft);
      case 'retry':
        return retry(message.linkId);
      case 'online':
        return isAdmitted ? online() : undefined;
      case 'discard':
        return store(discard);
    }
  }

  let opening: Promise<unknown> = Promise.resolve();
  return {
    async hear(message) {
      // What follows the first message waits for it: until then nobody is admitted.
      const done =
        message.name === 'open' || message.name === 'openOwn' ? hear(message) : opening.then(() => hear(message));
      if (message.name === 'open' || message.name === 'openOwn') opening = done.catch(() => undefined);
      await done.catch((error: unknown) => refuse(desk.toProblem(error, 'helpdesk')));
    },
    linkChanged,
  };
}
