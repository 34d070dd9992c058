import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../lib/domain/draft';
import type { FormView } from '../../../lib/domain/form-view';
import { connectForm, type FormPort } from '../../../lib/messages/form-connection';
import type { FormAnswer, FormMessage } from '../../../lib/messages/form-port';
import { formViews } from '../../gallery/form-views';

const open: FormMessage = { name: 'openOwn', ticketId: 1001, zone: 'Europe/London' };

function viewOf(id: string, change: Partial<FormView> = {}): FormView {
  const view = formViews['normal'];
  if (!view) throw new Error('no view');
  return { ...view, ...change, draft: { ...view.draft, id } };
}

function saidDraft(draft: Draft) {
  return { ...draft, attendees: [...draft.attendees] };
}

/** A background that lives and dies as the test says, and hears what is said to each of its lives. */
function background() {
  const lives: { heard: FormMessage[]; say(answer: FormAnswer): void; die(): void }[] = [];
  const waiting: { work: () => void; delayMs: number }[] = [];
  const clock = { nowMs: 0 };
  let refusesToStart = false;

  function connect(): FormPort {
    if (refusesToStart) throw new Error('Could not establish connection');
    const listeners: ((answer: FormAnswer) => void)[] = [];
    const deaths: (() => void)[] = [];
    const heard: FormMessage[] = [];
    let isAlive = true;
    lives.push({
      heard,
      say(answer) {
        for (const listener of listeners) listener(answer);
      },
      die() {
        isAlive = false;
        for (const death of deaths) death();
      },
    });
    return {
      postMessage(message) {
        if (!isAlive) throw new Error('Attempting to use a disconnected port object');
        heard.push(message);
      },
      disconnect: () => {
        isAlive = false;
      },
      onMessage: { addListener: (listener) => listeners.push(listener) },
      onDisconnect: { addListener: (death) => deaths.push(death) },
    };
  }

  return {
    deps: {
      connect,
      later: (work: () => void, delayMs: number) => waiting.push({ work, delayMs }),
      now: () => clock.nowMs,
    },
    clock,
    waiting,
    refuse: () => {
      refusesToStart = true;
    },
    /** Lets the time pass that the connection waits for. */
    pass() {
      for (const { work } of waiting.splice(0)) work();
    },
    life(number: number) {
      const life = lives[number];
      if (!life) throw new Error(`the background had ${lives.length} lives`);
      return life;
    },
    get lives() {
      return lives.length;
    },
  };
}

describe('a form whose background dies', () => {
  test('opens again and says the last draft, not every keystroke', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    const drafts = ['a', 'ab', 'abc'].map((subject) => saidDraft({ ...viewOf('draft-01').draft, subject }));
    for (const draft of drafts) form.say({ name: 'draft', draft });
    worker.life(0).die();
    worker.pass();
    expect(worker.life(1).heard).toEqual([open, { name: 'draft', draft: drafts.at(-1) }]);
  });

  test('says again what it looks at', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    form.say({ name: 'lookAt', startMs: 1, endMs: 2, emails: ['a@b.example'] });
    worker.life(0).die();
    worker.pass();
    expect(worker.life(1).heard.map(({ name }) => name)).toEqual(['openOwn', 'lookAt']);
  });

  test('loses no word that is said while nobody listens', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    worker.life(0).die();
    const draft = saidDraft(viewOf('draft-01').draft);
    form.say({ name: 'draft', draft });
    worker.pass();
    expect(worker.life(1).heard).toEqual([open, { name: 'draft', draft }]);
  });

  test('repeats an unanswered save with the same draft, so that it saves once', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    const draft = saidDraft(viewOf('draft-01').draft);
    form.say({ name: 'draft', draft });
    form.say({ name: 'save', draft });
    worker.life(0).die();
    worker.pass();
    worker.life(1).die();
    worker.pass();
    expect(worker.life(2).heard).toEqual([open, { name: 'save', draft }]);
  });

  test('goes on showing its own save when the background offers a new draft after it', () => {
    const worker = background();
    const shown: FormView[] = [];
    const form = connectForm(worker.deps, open, (answer) => answer.name === 'view' && shown.push(answer.view));
    const draft = saidDraft(viewOf('draft-01').draft);
    form.say({ name: 'save', draft });
    worker.life(0).die();
    worker.pass();
    worker.life(1).say({ name: 'view', view: viewOf('draft-02') });
    expect(shown).toEqual([]);
    const done = { kind: 'done', url: null, remark: null } as const;
    const status = { linkId: 'draft-01', subject: draft.subject, helpdesk: done, calendar: done };
    worker.life(1).say({ name: 'view', view: viewOf('draft-02', { status }) });
    expect(shown.map((view) => [view.draft.id, view.status?.linkId])).toEqual([['draft-01', 'draft-01']]);
  });

  test('does not repeat a save that was refused', () => {
    const worker = background();
    const answers: string[] = [];
    const form = connectForm(worker.deps, open, ({ name }) => answers.push(name));
    form.say({ name: 'save', draft: saidDraft(viewOf('draft-01').draft) });
    worker.life(0).say({ name: 'refused', problem: { kind: 'offline' } });
    worker.life(0).die();
    worker.pass();
    expect(answers).toEqual(['refused']);
    expect(worker.life(1).heard).toEqual([open]);
  });

  test('does not bring back a draft that was given up', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    form.say({ name: 'draft', draft: saidDraft(viewOf('draft-01').draft) });
    form.say({ name: 'discard' });
    worker.life(0).die();
    worker.pass();
    expect(worker.life(1).heard.map(({ name }) => name)).toEqual(['openOwn', 'discard']);
  });

  test('waits longer each time, says once that nobody answers, and goes on trying', () => {
    const worker = background();
    const answers: FormAnswer[] = [];
    connectForm(worker.deps, open, (answer) => answers.push(answer));
    worker.refuse();
    worker.life(0).die();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      delays.push(worker.waiting[0]?.delayMs ?? Number.NaN);
      worker.pass();
    }
    expect(delays).toEqual([0, 200, 1_000, 5_000, 5_000, 5_000, 5_000]);
    expect(answers.map(({ name }) => name)).toEqual(['refused']);
  });

  test('lets an idle background sleep, and wakes it with the next word', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    worker.life(0).say({ name: 'view', view: viewOf('draft-01') });
    worker.clock.nowMs += 30_000;
    worker.life(0).die();
    worker.pass();
    expect(worker.lives).toBe(1);
    const draft = saidDraft(viewOf('draft-01').draft);
    form.say({ name: 'draft', draft });
    expect(worker.life(1).heard).toEqual([open, { name: 'draft', draft }]);
  });

  test('goes on asking how its save goes, until both sides have it', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    worker.life(0).say({ name: 'view', view: viewOf('draft-01') });
    const draft = saidDraft(viewOf('draft-01').draft);
    form.say({ name: 'save', draft });
    const done = { kind: 'done', url: null, remark: null } as const;
    const waits = { kind: 'waiting', problem: { kind: 'offline' }, retryAtMs: 60_000 } as const;
    const status = { linkId: draft.id, subject: draft.subject, helpdesk: done, calendar: waits };
    worker.life(0).say({ name: 'view', view: viewOf('draft-01', { status }) });
    worker.clock.nowMs += 30_000;
    worker.life(0).die();
    worker.pass();
    expect(worker.life(1).heard).toEqual([open, { name: 'save', draft }]);
    worker.life(1).say({ name: 'view', view: viewOf('draft-01', { status: { ...status, calendar: done } }) });
    worker.clock.nowMs += 30_000;
    worker.life(1).die();
    worker.pass();
    expect(worker.lives).toBe(2);
  });

  test('stays silent once it is closed', () => {
    const worker = background();
    const form = connectForm(worker.deps, open, () => {});
    form.close();
    form.say({ name: 'discard' });
    worker.life(0).die();
    worker.pass();
    expect(worker.lives).toBe(1);
    expect(worker.life(0).heard).toEqual([open]);
  });
});
