import { useMemo } from 'preact/hooks';
import type { Draft } from '../lib/domain/draft';
import { emailKey } from '../lib/domain/email-address';
import type { FormView } from '../lib/domain/form-view';
import type { Interval } from '../lib/domain/span';
import { fieldsFromInterval, spanFromFields, toInterval } from '../lib/domain/span-interval';
import { isKnownZone } from '../lib/domain/zone-clock';
import { AddAttendee } from './add-attendee';
import { AttendeeList } from './attendee-list';
import { DayLanes } from './day-lanes';
import { createDayScale, dateAfter } from './day-scale';
import type { DraftErrors } from './draft-errors';
import { lengthOf } from './draft-times';
import { Field } from './field';
import { FindTime } from './find-time';
import { FormNotices } from './form-notices';
import { MailChoice, mailRecipients } from './mail-choice';
import { RepeatFields } from './repeat-fields';
import { useTexts } from './texts';
import { minutesText } from './time-format';
import { useLookAt } from './use-look-at';
import { useSlotSearch } from './use-slot-search';
import { WhenFields } from './when-fields';
import { hoursWarnings, WorkingHoursWarning } from './working-hours-warning';

interface FormFieldsProps {
  readonly view: FormView;
  readonly draft: Draft;
  readonly errors: DraftErrors;
  readonly now: number;
  readonly onChange: (patch: Partial<Draft>) => void;
  readonly onLookAt: (startMs: number, endMs: number, emails: readonly string[]) => void;
}

/** Everything the agent can set, in the order of the questions: what, when, who, how. */
export function FormFields({ view, draft, errors, now, onChange, onLookAt }: FormFieldsProps) {
  const t = useTexts();
  const { date, start, end, allDay, zone, attendees } = draft;
  const ticked = useMemo(() => attendees.filter((person) => person.isTicked), [attendees]);
  const day = useMemo(() => createDayScale(date, zone), [date, zone]);
  const span = useMemo(() => spanFromFields({ date, start, end, allDay, zone }), [date, start, end, allDay, zone]);
  const proposed = useMemo(() => {
    const interval = span && isKnownZone(zone) ? toInterval(span, zone) : null;
    return interval && interval.startMs < interval.endMs ? interval : null;
  }, [span, zone]);
  const warnings = useMemo(
    () => (span && proposed ? hoursWarnings(t, span, ticked, view.people) : []),
    [t, span, proposed, ticked, view.people],
  );

  const lengthMinutes = (allDay ? null : lengthOf(draft)) ?? view.defaultLengthMinutes;
  const slots = useSlotSearch({ draft, view, now, lengthMinutes });
  const emails = useMemo(() => ticked.map((person) => emailKey(person.email)), [ticked]);
  const wanted = useMemo(() => both(day, slots.window), [day, slots.window]);
  useLookAt({ wanted, emails, time: view.time, onLookAt });

  const propose = (interval: Interval) => {
    const fields = fieldsFromInterval(interval, zone);
    if (fields) onChange({ ...fields, allDay: false });
  };

  // Without a whole time their hours on that day can still be told; a day alone is enough.
  const hintSpan = useMemo(
    () => (proposed ? span : spanFromFields({ date, start: '', end: '', allDay: true, zone })),
    [proposed, span, date, zone],
  );
  const formZoneTime = proposed && !allDay ? clockOf(start, end) : '';
  const people = useMemo(
    () => (
      <AttendeeList
        attendees={attendees}
        people={view.people}
        span={hintSpan}
        formZoneTime={formZoneTime}
        onChange={(next) => onChange({ attendees: next })}
      />
    ),
    [attendees, view.people, hintSpan, formZoneTime, onChange],
  );

  return (
    <div class="form-fields">
      <Field label={t('formSubject')} error={errors.subject}>
        {(control) => (
          <input
            {...control}
            class="input form-subject"
            type="text"
            dir="auto"
            autoComplete="off"
            value={draft.subject}
            onInput={(event) => onChange({ subject: event.currentTarget.value })}
          />
        )}
      </Field>
      <WhenFields draft={draft} errors={errors} defaultLengthMinutes={view.defaultLengthMinutes} onChange={onChange} />
      <RepeatFields {...{ view, draft, errors, span, onChange }} />
      <FormNotices view={view} />
      <WorkingHoursWarning warnings={warnings} />
      <fieldset class="form-group">
        <legend class="form-group-title">{t('formAttendees')}</legend>
        {people}
        <AddAttendee
          attendees={attendees}
          input={draft.attendeeInput}
          error={errors.addAttendee}
          onInput={(text) => onChange({ attendeeInput: text.slice(0, longestInput) })}
          onAdd={(next, rest) => onChange({ attendees: next, attendeeInput: rest.slice(0, longestInput) })}
        />
      </fieldset>
      <FindTime
        search={slots.search}
        attendees={attendees}
        proposed={proposed}
        zone={zone}
        onSearch={slots.start}
        onPick={propose}
      />
      <DayLanes
        view={view}
        attendees={ticked}
        date={date}
        zone={zone}
        now={now}
        proposed={proposed}
        isAllDay={allDay}
        onPropose={propose}
        onTurn={(days) => onChange({ date: dateAfter(date, days) })}
      />
      <Field label={t('formLocation')}>
        {(control) => (
          <input
            {...control}
            class="input"
            type="text"
            dir="auto"
            autoComplete="off"
            value={draft.location}
            onInput={(event) => onChange({ location: event.currentTarget.value })}
          />
        )}
      </Field>
      {view.calendarConnected && (
        <label class="check">
          <input
            type="checkbox"
            checked={draft.wantsMeet}
            onChange={(event) => onChange({ wantsMeet: event.currentTarget.checked })}
          />
          <span>{t('formMeet')}</span>
        </label>
      )}
      <Field label={t('formNotes')}>
        {(control) => (
          <textarea
            {...control}
            class="input"
            dir="auto"
            rows={4}
            value={draft.notes}
            onInput={(event) => onChange({ notes: event.currentTarget.value })}
          />
        )}
      </Field>
      <MailChoice
        choice={draft.mail}
        recipients={mailRecipients(attendees, view.me.email)}
        onChoose={(mail) => onChange({ mail })}
      />
      <div class="form-row">
        <label class="check">
          <input
            type="checkbox"
            checked={draft.isPrivate}
            onChange={(event) => onChange({ isPrivate: event.currentTarget.checked })}
          />
          <span>{t('formPrivate')}</span>
        </label>
        <Field label={t('formShowAs')} class="form-show-as">
          {(control) => (
            <select
              {...control}
              class="input"
              value={draft.showAs}
              onChange={(event) => onChange({ showAs: event.currentTarget.value === 'free' ? 'free' : 'busy' })}
            >
              <option value="busy">{t('formShowAsBusy')}</option>
              <option value="free">{t('formShowAsFree')}</option>
            </select>
          )}
        </Field>
      </div>
    </div>
  );
}

/** As long a text as the port takes. */
const longestInput = 2_000;

function clockOf(start: string, end: string): string {
  return [start, end].map((time) => minutesText(minuteOf(time))).join(' – ');
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function both(day: Interval | null, search: Interval | null): Interval | null {
  if (day === null || search === null) return day ?? search;
  return { startMs: Math.min(day.startMs, search.startMs), endMs: Math.max(day.endMs, search.endMs) };
}
