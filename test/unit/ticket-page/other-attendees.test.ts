// @vitest-environment happy-dom
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fillOtherAttendees } from '../../../lib/ticket-page/other-attendees';

interface CreatableSelect {
  readonly holder: HTMLElement;
  values(): string[];
  remount(): void;
}

interface SelectOptions {
  readonly suggestions?: readonly { readonly name: string; readonly email: string }[];
}

/** The very control of the sandbox's helpdesk pages. */
const { createCreatableSelect }: { createCreatableSelect(options: object): CreatableSelect } = await import(
  join(import.meta.dirname, '../../servers/helpdesk/pages/app/creatable-select.js')
);

const leah = 'leah.novak@acme.example';
const amir = 'amir.haddad@acme.example';

function openDialog({ suggestions = [] }: SelectOptions = {}) {
  document.body.innerHTML = `
    <div role="dialog">
      <h2>New Appointment</h2>
      <div class="row"><label>Subject</label><input id="subject"></div>
      <div class="row" id="people"><label>Other Attendees</label></div>
    </div>`;
  const select = createCreatableSelect({ number: 4, name: 'attendees', suggestions });
  document.querySelector('#people')?.append(select.holder);
  const box = () => {
    const input = select.holder.querySelector('input');
    if (input === null) throw new Error('the control has no box');
    return input;
  };
  const remove = (email: string) => {
    const chip = [...select.holder.querySelectorAll('.Select__multi-value')].find((one) =>
      one.textContent?.includes(email),
    );
    chip?.querySelector<HTMLElement>('.Select__multi-value__remove')?.click();
  };
  const close = () => document.querySelector('[role="dialog"]')?.remove();
  return { select, box, remove, close };
}

function fill(emails: readonly string[], typed = new Set<string>(), signal = new AbortController().signal) {
  return fillOtherAttendees(document, emails, typed, signal);
}

/** Resolves after the change of the page that makes `isSo` true. */
async function until(isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isSo()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

function typing(box: HTMLInputElement): Promise<unknown> {
  return new Promise((resolve) => box.addEventListener('input', resolve, { once: true }));
}

afterEach(() => document.body.replaceChildren());

describe('addresses typed into the helpdesk’s own dialog', () => {
  test('the assigned and the additional agent are both there in the end', async () => {
    const { select, box } = openDialog();
    expect(await fill([leah, amir])).toBe('found');
    expect(select.values()).toEqual([leah, amir]);
    expect(box().value).toBe('');
  });

  test('who is there already is not doubled, whatever the capitals', async () => {
    const { select } = openDialog();
    await fill([leah]);
    expect(await fill([leah.toUpperCase(), amir, amir, ' '])).toBe('found');
    expect(select.values()).toEqual([leah, amir]);
  });

  test('whom the agent has removed does not come back', async () => {
    const { select, remove } = openDialog();
    const typed = new Set<string>();
    await fill([leah, amir], typed);
    remove(amir);
    expect(await fill([leah, amir], typed)).toBe('found');
    expect(select.values()).toEqual([leah]);
  });

  test('who was there before us and was removed does not come back either', async () => {
    const { select, remove } = openDialog();
    await fill([amir]);
    const typed = new Set<string>();
    await fill([amir], typed);
    remove(amir);
    await fill([amir], typed);
    expect(select.values()).toEqual([]);
  });

  test('the one meant is taken from an address book that offers another first', async () => {
    const { select } = openDialog({
      suggestions: [
        { name: 'Samir Haddad', email: `s${amir}` },
        { name: 'Amir Haddad', email: amir },
      ],
    });
    expect(await fill([amir])).toBe('found');
    expect(select.values()).toEqual([amir]);
  });

  test('nobody is taken from an address book that offers only others', async () => {
    const { select, box } = openDialog({ suggestions: [{ name: 'Samir', email: 'samir@nowhere' }] });
    expect(await fill(['amir@nowhere', leah])).toBe('found');
    expect(select.values()).toEqual([leah]);
    expect(box().value).toBe('');
  });

  test('a control that is drawn anew in the middle loses nobody and doubles nobody', async () => {
    const { select, box } = openDialog();
    const filled = fill([leah, amir]);
    await typing(box());
    select.remount();
    await until(() => select.values().length === 1);
    select.remount();
    expect(await filled).toBe('found');
    expect(select.values()).toEqual([leah, amir]);
  });

  test('a field that is drawn after the dialog is waited for', async () => {
    const { select } = openDialog();
    const row = document.querySelector('#people');
    row?.remove();
    const filled = fill([leah]);
    document.querySelector('[role="dialog"]')?.append(row ?? '');
    expect(await filled).toBe('found');
    expect(select.values()).toEqual([leah]);
  });

  test('the focus stays where the agent is typing', async () => {
    openDialog();
    const subject = document.querySelector<HTMLInputElement>('#subject');
    subject?.focus();
    await fill([leah, amir]);
    expect(document.activeElement).toBe(subject);
  });
});

describe('the agent comes first', () => {
  test('nothing is typed while the agent is in the box', async () => {
    const { select, box } = openDialog();
    box().focus();
    await fill([leah]);
    expect(select.values()).toEqual([]);
  });

  test('what the agent has begun to type is left as it is', async () => {
    const { select, box } = openDialog();
    Reflect.set(HTMLInputElement.prototype, 'value', 'somebody@', box());
    await fill([leah]);
    expect(box().value).toBe('somebody@');
    expect(select.values()).toEqual([]);
  });

  test('it stops when the agent goes into the box, and takes its own letters back', async () => {
    const { select, box } = openDialog();
    const filled = fill([leah, amir]);
    await until(() => select.values().includes(leah));
    box().focus();
    await filled;
    expect(select.values()).toEqual([leah]);
    expect(box().value).toBe('');
  });

  test('a half-typed address is gone before the agent’s first letter', async () => {
    const { select, box } = openDialog();
    const filled = fill([leah]);
    await typing(box());
    expect(box().value).toBe(leah);
    box().focus();
    await filled;
    expect(box().value).toBe('');
    expect(select.values()).toEqual([]);
    expect(document.activeElement).toBe(box());
  });

  test('it stops when the dialog is closed', async () => {
    const { select, close } = openDialog();
    const filled = fill([leah, amir]);
    await until(() => select.values().includes(leah));
    close();
    await filled;
    expect(select.values()).toEqual([leah]);
  });

  test('it stops when it is told to', async () => {
    const { select } = openDialog();
    const abort = new AbortController();
    const filled = fill([leah, amir], new Set(), abort.signal);
    await until(() => select.values().includes(leah));
    abort.abort();
    await filled;
    expect(select.values()).toEqual([leah]);
  });
});

test('another dialog is not touched', async () => {
  const { select } = openDialog();
  document.querySelector('h2')?.replaceChildren('Edit Appointment');
  expect(await fill([leah])).toBe('notFound');
  expect(select.values()).toEqual([]);
});
