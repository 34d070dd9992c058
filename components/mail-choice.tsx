import { useId } from 'preact/hooks';
import type { MailChoice as Choice } from '../lib/domain/appointment';
import type { DraftAttendee } from '../lib/domain/draft';
import { sameEmail } from '../lib/domain/email-address';
import { useTexts } from './texts';
import { listText } from './time-format';

interface MailChoiceProps {
  readonly choice: Choice;
  readonly recipients: readonly DraftAttendee[];
  readonly onChoose: (choice: Choice) => void;
}

/** More names than this stand in a list of their own, so that the choice stays readable. */
const namesInLabel = 12;

/** Names every person who would be mailed, before anybody is. */
export function MailChoice({ choice, recipients, onChoose }: MailChoiceProps) {
  const t = useTexts();
  const id = useId();
  const names = recipients.map((person) => person.name || person.email);
  const shown = names.slice(0, namesInLabel);
  const hidden = names.length - shown.length;
  const everybody =
    names.length === 0
      ? t('formMailEverybodyNone')
      : hidden > 0
        ? t('formMailEverybodyMore', shown.join(', '), hidden)
        : t('formMailEverybody', listText(names));
  const effective = names.length === 0 ? 'nobody' : choice;
  return (
    <div class="form-group" role="radiogroup" aria-labelledby={id}>
      <h2 class="form-group-title" id={id}>
        {t('formMail')}
      </h2>
      <label class="check">
        <input type="radio" name={id} checked={effective === 'nobody'} onChange={() => onChoose('nobody')} />
        <span>{t('formMailNobody')}</span>
      </label>
      <label class="check">
        <input
          type="radio"
          name={id}
          checked={effective === 'everybody'}
          disabled={names.length === 0}
          onChange={() => onChoose('everybody')}
        />
        <span>{everybody}</span>
      </label>
      {hidden > 0 && (
        <details class="form-more">
          <summary>{t('formMailAllNames', names.length)}</summary>
          <ul class="form-names">
            {recipients.map((person) => (
              <li key={person.email}>{person.name === '' ? person.email : `${person.name} (${person.email})`}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Who would get an e-mail: everybody ticked but the signed-in agent, whose own calendar it is. */
export function mailRecipients(attendees: readonly DraftAttendee[], ownEmail: string): readonly DraftAttendee[] {
  return attendees.filter((person) => person.isTicked && !sameEmail(person.email, ownEmail));
}
