import { useId } from 'preact/hooks';
import type { DraftAttendee } from '../lib/domain/draft';
import { emailKey } from '../lib/domain/email-address';
import type { FormView } from '../lib/domain/form-view';
import type { Span } from '../lib/domain/span';
import { Icon } from './icon';
import { attendeeText, hoursHint } from './person-hours-text';
import { useTexts } from './texts';
import { useShowAll } from './use-show-all';

interface AttendeeListProps {
  readonly attendees: readonly DraftAttendee[];
  readonly people: FormView['people'];
  /** For their local time; null while the form says no date. */
  readonly span: Span | null;
  /** The proposed time as the form's own clock shows it. */
  readonly formZoneTime: string;
  readonly onChange: (attendees: readonly DraftAttendee[]) => void;
}

const rowsAtFirst = 10;

/** One row per person: whether they come, whether they must, and what their clock says. */
export function AttendeeList({ attendees, people, span, formZoneTime, onChange }: AttendeeListProps) {
  const t = useTexts();
  const { shown, hiddenCount, showAll } = useShowAll(attendees, rowsAtFirst);
  const change = (email: string, patch: Partial<DraftAttendee>) =>
    onChange(attendees.map((person) => (person.email === email ? { ...person, ...patch } : person)));
  if (attendees.length === 0) return <p class="field-hint">{t('formNoAttendees')}</p>;
  return (
    <>
      <ul class="attendees">
        {shown.map((person) => {
          const hours = people[emailKey(person.email)];
          return (
            <AttendeeRow
              key={person.email}
              person={person}
              hint={hours && span ? hoursHint(t, span, hours, formZoneTime) : ''}
              onChange={(patch) => change(person.email, patch)}
              onRemove={() => onChange(attendees.filter((other) => other.email !== person.email))}
            />
          );
        })}
      </ul>
      {hiddenCount > 0 && (
        <button type="button" class="button button-quiet button-small" onClick={showAll}>
          {t('formShowAllAttendees', attendees.length)}
        </button>
      )}
    </>
  );
}

interface AttendeeRowProps {
  readonly person: DraftAttendee;
  readonly hint: string;
  readonly onChange: (patch: Partial<DraftAttendee>) => void;
  readonly onRemove: () => void;
}

function AttendeeRow({ person, hint, onChange, onRemove }: AttendeeRowProps) {
  const t = useTexts();
  const id = useId();
  const name = person.name || person.email;
  return (
    <li class="attendee">
      <label class="check">
        <input
          type="checkbox"
          checked={person.isTicked}
          aria-describedby={id}
          onChange={(event) => onChange({ isTicked: event.currentTarget.checked })}
        />
        <AttendeeName text={attendeeText(t, person)} name={name} />
      </label>
      <p class="attendee-hint" id={id}>
        {person.name !== '' && <bdi>{person.email}</bdi>}
        {hint !== '' && <span>{hint}</span>}
      </p>
      {person.isTicked && (
        <button
          type="button"
          class={person.isRequired ? 'attendee-need' : 'attendee-need attendee-need-optional'}
          title={person.isRequired ? t('formMakeOptional') : t('formMakeRequired')}
          onClick={() => onChange({ isRequired: !person.isRequired })}
        >
          {person.isRequired ? t('formRequired') : t('formOptional')}
          <span class="visually-hidden"> {name}</span>
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={t('formRemove', name)}
        title={t('formRemove', name)}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** The name stands out of the sentence; both are read as one. */
function AttendeeName({ text, name }: { readonly text: string; readonly name: string }) {
  const at = text.indexOf(name);
  return (
    <span class="attendee-name">
      {text.slice(0, at)}
      <strong>
        <bdi>{name}</bdi>
      </strong>
      {text.slice(at + name.length)}
    </span>
  );
}
