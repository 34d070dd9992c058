import { useId } from 'preact/hooks';
import type { DraftAttendee } from '../lib/domain/draft';
import { sameEmail } from '../lib/domain/email-address';
import type { NoSlotReason, NotKnown, SlotAnswer } from '../lib/domain/free-time';
import type { Interval } from '../lib/domain/span';
import { Icon } from './icon';
import { sideName } from './problem-text';
import { type Texts, useTexts } from './texts';
import { clockRangeText, dayText, listText } from './time-format';

interface FindTimeProps {
  readonly search: SearchState;
  readonly attendees: readonly DraftAttendee[];
  readonly proposed: Interval | null;
  readonly zone: string;
  readonly onSearch: () => void;
  readonly onPick: (slot: Interval) => void;
}

export type SearchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'done'; readonly answer: SlotAnswer };

/** The next times that suit everybody who is required, or the reason why there is none. */
export function FindTime({ search, attendees, proposed, zone, onSearch, onPick }: FindTimeProps) {
  const t = useTexts();
  const id = useId();
  const nameOf = (email: string) => attendees.find((person) => sameEmail(person.email, email))?.name || email;
  const answer = search.kind === 'done' ? search.answer : null;
  return (
    <div class="find-time">
      <button type="button" class="button" aria-disabled={search.kind === 'reading'} onClick={onSearch}>
        <Icon name="search" />
        {t('formFindTime')}
      </button>
      <div role="status" class="find-time-said" id={id}>
        {search.kind === 'reading' && <p class="field-hint">{t('formFindReading')}</p>}
        {answer && answer.reason === null && <p class="field-hint">{foundText(t, answer.slots.length)}</p>}
        {answer?.reason && <p class="notice">{noSlotText(t, answer.reason, nameOf)}</p>}
        {answer && answer.reason === null && answer.notKnown.length > 0 && (
          <p class="field-hint">{t('formFindNotKnown', notKnownText(t, answer.notKnown, nameOf))}</p>
        )}
      </div>
      {answer && answer.slots.length > 0 && (
        <ul class="slots" aria-labelledby={id}>
          {answer.slots.map((slot) => (
            <li key={slot.startMs}>
              <button
                type="button"
                class="slot"
                aria-pressed={slot.startMs === proposed?.startMs && slot.endMs === proposed.endMs}
                onClick={() => onPick(slot)}
              >
                <span class="slot-day">{dayText(slot.startMs, zone)}</span>
                <span class="slot-time">{clockRangeText(slot.startMs, slot.endMs, zone)}</span>
                {slot.notFor.length > 0 && (
                  <span class="slot-note">{t('formSlotNotFor', listText(slot.notFor.map(nameOf)))}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function foundText(t: Texts, count: number): string {
  return count === 1 ? t('formFoundOne') : t('formFoundOther', count);
}

function notKnownText(t: Texts, notKnown: readonly NotKnown[], nameOf: (email: string) => string): string {
  const parts = notKnown.map(({ email, what }) => {
    const missing = what.map((side) => (side === 'hours' ? t('formWorkingHours') : sideName(t, side)));
    return t('formNotKnownOf', nameOf(email), missing.join(', '));
  });
  return parts.length > 5 ? t('formAndMore', parts.slice(0, 5).join('; '), parts.length - 5) : parts.join('; ');
}

function noSlotText(t: Texts, reason: NoSlotReason, nameOf: (email: string) => string): string {
  switch (reason.kind) {
    case 'nobodyRequired':
      return t('formNoSlotNobody');
    case 'noHours':
      return t('formNoSlotHours', names(reason.emails));
    case 'unknownZone':
      return t('formNoSlotZone', names(reason.emails));
    case 'unknownAvailability':
      return t('formNoSlotUnknown', names(reason.emails));
    case 'emptyWindow':
      return t('formNoSlotPast');
    case 'notWorking':
      return t('formNoSlotNotWorking', names(reason.emails));
    case 'noCommonHours':
      return t('formNoSlotCommon', names(reason.emails));
    case 'tooLong':
      return t('formNoSlotTooLong', reason.longestMinutes);
    case 'allBusy':
      return t('formNoSlotBusy');
  }

  function names(emails: readonly string[]): string {
    return emails.length > 5
      ? t('formAndMore', emails.slice(0, 5).map(nameOf).join(', '), emails.length - 5)
      : listText(emails.map(nameOf));
  }
}
