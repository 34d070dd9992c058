import { useEffect, useMemo, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { AppointmentForm } from '../../components/appointment-form';
import { FormWaiting } from '../../components/form-waiting';
import type { Draft } from '../../lib/domain/draft';
import type { FormView } from '../../lib/domain/form-view';
import type { Problem } from '../../lib/domain/problem';
import { connectForm, type FormPort } from '../../lib/messages/form-connection';
import { type FormMessage, formPortName } from '../../lib/messages/form-port';
import { useNow } from './use-now';
import { useOnline } from './use-online';

/** The form, kept in touch with the background; the same on a ticket page, in the popup and in a window. */
export function FormHost(props: {
  readonly open: FormMessage;
  /** The form goes; what was typed stays unless it was given up. */
  onClose(): void;
  /** Set where there is a page to go back to. */
  readonly onBack?: () => void;
}) {
  const now = useNow();
  const [view, setView] = useState<FormView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const connection = useMemo(
    () =>
      connectForm({ connect: openPort, later, now: Date.now }, props.open, (answer) => {
        if (answer.name === 'view') setView(answer.view);
        setProblem(answer.name === 'refused' ? answer.problem : null);
      }),
    [props.open],
  );
  useEffect(() => () => connection.close(), [connection]);
  useOnline(() => connection.say({ name: 'online' }));

  const back = props.onBack && { onBack: props.onBack };
  if (view === null) return <FormWaiting problem={problem} onClose={props.onClose} {...back} />;
  return (
    <AppointmentForm
      view={view}
      now={now}
      problem={problem}
      onDraft={(draft) => connection.say({ name: 'draft', draft: toMessage(draft) })}
      onLookAt={(startMs, endMs, emails) => connection.say({ name: 'lookAt', startMs, endMs, emails: [...emails] })}
      onSave={(draft) => connection.say({ name: 'save', draft: toMessage(draft) })}
      onRetry={(linkId) => connection.say({ name: 'retry', linkId })}
      onDiscard={() => {
        connection.say({ name: 'discard' });
        props.onClose();
      }}
      onClose={props.onClose}
      {...back}
    />
  );
}

function openPort(): FormPort {
  return browser.runtime.connect({ name: formPortName });
}

function later(work: () => void, delayMs: number): void {
  setTimeout(work, delayMs);
}

function toMessage(draft: Draft) {
  return { ...draft, attendees: [...draft.attendees] };
}
