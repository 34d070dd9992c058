import type { TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { DraftAttendee } from '../lib/domain/draft';
import { parseAddressInput, sameEmail } from '../lib/domain/email-address';
import { Field } from './field';
import { useTexts } from './texts';

interface AddAttendeeProps {
  readonly attendees: readonly DraftAttendee[];
  /** Kept in the draft, so that half an address survives too. */
  readonly input: string;
  /** What the whole form found wrong with the text. */
  readonly error: string | undefined;
  readonly onInput: (text: string) => void;
  readonly onAdd: (attendees: readonly DraftAttendee[], rest: string) => void;
}

/** Takes one address or a pasted list of them; Enter or a comma adds, what is no address stays and says so. */
export function AddAttendee({ attendees, input, error, onInput, onAdd }: AddAttendeeProps) {
  const t = useTexts();
  const [refused, setRefused] = useState('');
  const [said, setSaid] = useState('');

  const add = (text: string) => {
    const { addresses, rest } = parseAddressInput(text);
    setRefused(rest);
    setSaid(addresses.length > 0 ? t('formAdded', addresses.map(({ email }) => email).join(', ')) : '');
    onAdd(withGuests(attendees, addresses), rest);
  };
  const type = (text: string) => {
    setRefused('');
    if (/[,;\n]\s*$/.test(text) && parseAddressInput(text).addresses.length > 0) add(text);
    else onInput(text);
  };
  const press = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    // While an input method composes, Enter only takes its word.
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (input.trim() !== '') add(input);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (input.trim() !== '' || parseAddressInput(pasted).addresses.length === 0) return;
    event.preventDefault();
    add(pasted);
  };

  const refusal = refused === '' || input.trim() === '' ? undefined : t('formNotAnAddress', refused);
  return (
    <>
      <Field label={t('formAddAttendee')} error={refusal ?? error}>
        {(control) => (
          <input
            {...control}
            class="input"
            type="text"
            inputMode="email"
            autoComplete="off"
            spellcheck={false}
            enterkeyhint="done"
            placeholder={t('formAddAttendeePlaceholder')}
            value={input}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={press}
            onPaste={paste}
          />
        )}
      </Field>
      <p class="visually-hidden" aria-live="polite">
        {said}
      </p>
    </>
  );
}

const longestName = 200;

/** Somebody who is in the list already is ticked instead of listed twice. */
function withGuests(
  attendees: readonly DraftAttendee[],
  addresses: readonly { readonly email: string; readonly name: string }[],
): readonly DraftAttendee[] {
  const ticked = attendees.map((person) =>
    addresses.some(({ email }) => sameEmail(email, person.email)) ? { ...person, isTicked: true } : person,
  );
  const guests = addresses
    .filter(({ email }) => !attendees.some((person) => sameEmail(email, person.email)))
    .map(
      ({ email, name }): DraftAttendee => ({
        email,
        name: name.slice(0, longestName),
        role: 'guest',
        isTicked: true,
        isRequired: true,
      }),
    );
  return [...ticked, ...guests];
}
