import { render } from 'preact';
import { act } from 'preact/test-utils';
import { AppointmentForm, type AppointmentFormProps } from '../../../components/appointment-form';
import { TextsContext } from '../../../components/texts';
import type { Draft } from '../../../lib/domain/draft';
import type { FormView } from '../../../lib/domain/form-view';
import { formViews, galleryNow } from '../../gallery/form-views';
import { galleryTexts } from '../../gallery/gallery-texts';

// British English: a clock of 24 hours, whatever the machine that runs the tests prefers.
document.documentElement.lang = 'en-GB';
const texts = galleryTexts('en');

/** A view of the gallery, with a changed draft where asked for. */
export function viewOf(name: string, draft: Partial<Draft> = {}, rest: Partial<FormView> = {}): FormView {
  const view = formViews[name];
  if (!view) throw new Error(`The gallery has no view ${name}`);
  return { ...view, ...rest, draft: { ...view.draft, ...draft } };
}

/** The form in a document of its own, with everything it said outside. */
export async function mountForm(view: FormView) {
  document.body.replaceChildren();
  const root = document.body.appendChild(document.createElement('main'));
  const drafts: Draft[] = [];
  const saved: Draft[] = [];
  const looks: { readonly startMs: number; readonly endMs: number; readonly emails: readonly string[] }[] = [];
  const said: string[] = [];

  const show = (props: Partial<AppointmentFormProps>) =>
    act(() =>
      render(
        <TextsContext.Provider value={texts}>
          <AppointmentForm
            view={view}
            now={galleryNow}
            onDraft={(draft) => drafts.push(draft)}
            onLookAt={(startMs, endMs, emails) => looks.push({ startMs, endMs, emails })}
            onSave={(draft) => saved.push(draft)}
            onRetry={(linkId) => said.push(`retry ${linkId}`)}
            onDiscard={() => said.push('discard')}
            onClose={() => said.push('close')}
            {...props}
          />
        </TextsContext.Provider>,
        root,
      ),
    );
  await show({});

  /** The control or region of that kind and accessible name. */
  const get = <E extends HTMLElement = HTMLElement>(kind: string, name: string): E => {
    const found = [...root.querySelectorAll<E>(kind)].filter((element) => nameOf(element) === name);
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} × ${kind} “${name}”`);
    return found[0];
  };
  const type = (field: HTMLInputElement | HTMLTextAreaElement, text: string) =>
    act(() => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const click = (element: HTMLElement) => act(() => element.click());
  const key = (element: HTMLElement, name: string, more: KeyboardEventInit = {}) =>
    act(() => {
      element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
    });
  const draft = () => drafts.at(-1) ?? view.draft;
  return { root, show, get, type, click, key, draft, drafts, saved, looks, said };
}

function nameOf(element: HTMLElement): string {
  const labelledBy = element.getAttribute('aria-labelledby');
  const label = labelledBy ? document.getElementById(labelledBy)?.textContent : element.getAttribute('aria-label');
  const own = element.matches('input, textarea, select') ? labelOf(element) : '';
  return (label ?? (own || element.textContent) ?? '').replace(/\s+/g, ' ').trim();
}

function labelOf(field: HTMLElement): string {
  const label = field.closest('label') ?? document.querySelector(`label[for="${field.id}"]`);
  return label?.textContent ?? '';
}
