import type { ComponentChildren } from 'preact';
import { CopyButton } from './copy-button';
import { type TextKey, useTexts } from './texts';

const helpdeskSteps = [
  'optionsHelpdeskGuide1',
  'optionsHelpdeskGuide2',
  'optionsHelpdeskGuide3',
  'optionsHelpdeskGuide4',
  'optionsHelpdeskGuide5',
  'optionsHelpdeskGuide6',
] as const satisfies readonly TextKey[];

const googleSteps = [
  'optionsGoogleGuide1',
  'optionsGoogleGuide2',
  'optionsGoogleGuide3',
  'optionsGoogleGuide4',
  'optionsGoogleGuide5',
  'optionsGoogleGuide6',
  'optionsGoogleGuide7',
] as const satisfies readonly TextKey[];

const googleScopes = ['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy']
  .map((scope) => `https://www.googleapis.com/auth/${scope}`)
  .join('\n');

/** How an administrator registers Docket in the helpdesk. */
export function HelpdeskGuide({ redirectAddress }: { readonly redirectAddress: string }) {
  const t = useTexts();
  return (
    <Guide title={t('optionsHelpdeskGuide')} steps={helpdeskSteps}>
      <RedirectAddress address={redirectAddress} />
    </Guide>
  );
}

/** How an administrator makes the Google client that agents sign in through. */
export function GoogleGuide({ redirectAddress }: { readonly redirectAddress: string }) {
  const t = useTexts();
  return (
    <Guide title={t('optionsGoogleGuide')} steps={googleSteps}>
      <CopyText label={t('optionsScopes')} text={googleScopes} />
      <RedirectAddress address={redirectAddress} />
    </Guide>
  );
}

function Guide(props: {
  readonly title: string;
  readonly steps: readonly TextKey[];
  readonly children: ComponentChildren;
}) {
  const t = useTexts();
  return (
    <details class="guide">
      <summary>{props.title}</summary>
      <ol>
        {props.steps.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
      {props.children}
    </details>
  );
}

/** The address that both registrations need, letter by letter. */
export function RedirectAddress({ address }: { readonly address: string }) {
  const t = useTexts();
  return <CopyText label={t('optionsRedirect')} text={address} hint={t('optionsRedirectHint')} />;
}

function CopyText(props: { readonly label: string; readonly text: string; readonly hint?: string }) {
  return (
    <div class="copy-text">
      <p class="field-label">{props.label}</p>
      <div class="copy-text-row">
        <code>{props.text}</code>
        <CopyButton text={props.text} about={props.label} />
      </div>
      {props.hint !== undefined && <p class="field-hint">{props.hint}</p>}
    </div>
  );
}
