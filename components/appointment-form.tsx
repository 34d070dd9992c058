import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Draft } from '../lib/domain/draft';
import type { FormView } from '../lib/domain/form-view';
import type { Problem } from '../lib/domain/problem';
import type { SaveStatus } from '../lib/domain/save-status';
import { type DraftErrors, draftErrors } from './draft-errors';
import { draftWhenText } from './draft-when-text';
import { FormFields } from './form-fields';
import { FormFooter } from './form-footer';
import { FormHeader } from './form-header';
import { mailRecipients } from './mail-choice';
import { SaveResult } from './save-result';
import { SeriesNote } from './series-note';
import { useTexts } from './texts';

import { useDraft } from './use-draft';

export interface AppointmentFormProps {
  readonly view: FormView;
  /** Epoch ms. */
  readonly now: number;
  /** Why the background could not do what was asked last; a new one frees the form again. */
  readonly problem?: Problem | null;
  readonly onDraft: (draft: Draft) => void;
  readonly onLookAt: (startMs: number, endMs: number, emails: readonly string[]) => void;
  readonly onSave: (draft: Draft) => void;
  readonly onRetry: (linkId: string) => void;
  /** "Cancel": the draft is given up; the host then takes the form away. */
  readonly onDiscard: () => void;
  /** Esc, and "Close" under the result: the form goes, the draft stays. */
  readonly onClose: () => void;
  /** Where there is a page to go back to: a button in the header. */
  readonly onBack?: () => void;
  readonly openLink?: (url: string) => void;
}

/** The form for a new appointment. Another draft is another form: what was typed for one never reaches the other. */
export function AppointmentForm(props: AppointmentFormProps) {
  return <FormDialog key={props.view.draft.id} {...props} />;
}

function FormDialog(props: AppointmentFormProps) {
  const { view, now, problem = null, onLookAt, onClose, openLink } = props;
  const t = useTexts();
  const id = useId();
  const dialog = useRef<HTMLElement>(null);
  const { draft, change } = useDraft(view.draft, props.onDraft);
  const [checks, setChecks] = useState(0);
  const errors: DraftErrors = checks > 0 ? draftErrors(t, draft) : {};
  const save = useSave(view.status, problem, props.onSave);
  const status = view.status ?? (save.isPressed ? savingStatus(draft) : null);
  const isSaving = status !== null;

  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>(isSaving ? '.save-result' : '.form-subject')?.focus();
  }, [isSaving]);
  useEffect(() => {
    if (checks > 0) dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [checks]);

  const create = () => {
    if (Object.keys(draftErrors(t, draft)).length > 0) setChecks((count) => count + 1);
    else save.press(readyToSave(draft, view.me.email));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  };

  return (
    <section class="appointment-form" role="dialog" aria-labelledby={id} ref={dialog} onKeyDown={press}>
      <FormHeader titleId={id} view={view} onBack={props.onBack} openLink={openLink} />
      {!isSaving && <FormFields {...{ view, draft, errors, now, onChange: change, onLookAt }} />}
      {/* The region stands before it has something to say: only then is its first sentence read out. */}
      <div role="status" class={isSaving ? 'save-result' : undefined} tabIndex={-1}>
        {status && <SaveResult status={status} when={draftWhenText(t, draft)} openLink={openLink} />}
        {status && <SeriesNote draft={draft} status={status} sync={view.seriesSync} />}
      </div>
      <FormFooter
        status={status}
        errors={errors}
        problem={problem}
        onCreate={create}
        onCancel={props.onDiscard}
        onRetry={props.onRetry}
        onClose={onClose}
      />
    </section>
  );
}

/** One press saves once, however often it is repeated, until the background says that it could not. */
function useSave(status: SaveStatus | null, problem: Problem | null, onSave: (draft: Draft) => void) {
  const [isPressed, setIsPressed] = useState(false);
  const hasPressed = useRef(false);
  useEffect(() => {
    if (problem === null) return;
    hasPressed.current = false;
    setIsPressed(false);
  }, [problem]);
  const press = (draft: Draft) => {
    if (hasPressed.current || status !== null) return;
    hasPressed.current = true;
    setIsPressed(true);
    onSave(draft);
  };
  return { isPressed, press };
}

/** What is shown between the press and the background's first word. */
function savingStatus(draft: Draft): SaveStatus {
  return { linkId: '', subject: draft.subject, helpdesk: { kind: 'working' }, calendar: { kind: 'working' } };
}

/** "Everybody" of nobody is nobody: who is added later, elsewhere, was never named here. */
function readyToSave(draft: Draft, ownEmail: string): Draft {
  return mailRecipients(draft.attendees, ownEmail).length === 0 ? { ...draft, mail: 'nobody' } : draft;
}
