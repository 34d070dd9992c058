import type { ComponentChildren } from 'preact';
import type { Diagnostics } from '../lib/domain/account-views';
import { CopyButton } from './copy-button';
import { type Loaded, LoadedView, Notice } from './loaded';
import { type TextKey, useTexts } from './texts';

export interface Shortcut {
  readonly name: string;
  readonly description: string;
  /** As the browser writes it; empty where none is set. */
  readonly keys: string;
}

interface AboutProps {
  readonly version: string;
  readonly shortcuts: Loaded<readonly Shortcut[]>;
  readonly notifications: 'on' | 'off' | 'denied';
  readonly diagnostics: Loaded<Diagnostics>;
  /** The browser's own page for shortcuts; set where it can only be opened by hand. */
  readonly shortcutsPage: string | null;
  /** Called inside the press itself: the browser asks for the permission only then. */
  onNotifications(on: boolean): void;
  onChangeShortcuts(): void;
  onTryAgain(): void;
}

const privacy = [
  'optionsPrivacy1',
  'optionsPrivacy2',
  'optionsPrivacy3',
  'optionsPrivacy4',
] as const satisfies readonly TextKey[];

export function OptionsAbout(props: AboutProps) {
  const t = useTexts();
  return (
    <>
      <section class="card" aria-label={t('extensionName')}>
        <dl class="facts">
          <Fact name={t('optionsVersion')}>{props.version}</Fact>
          <Fact name={t('optionsLicence')}>MIT</Fact>
          <Fact name={t('optionsLanguage')}>{t('optionsLanguageText')}</Fact>
        </dl>
      </section>
      <section class="card stack-small" aria-labelledby="about-privacy">
        <h2 id="about-privacy">{t('optionsPrivacy')}</h2>
        <ul class="bulleted">
          {privacy.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </section>
      <section class="card stack-small" aria-labelledby="about-notifications">
        <h2 id="about-notifications" class="visually-hidden">
          {t('optionsNotifications')}
        </h2>
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={props.notifications === 'on'}
          aria-describedby="notifications-hint"
          onClick={() => props.onNotifications(props.notifications !== 'on')}
        >
          <span class="switch-track" />
          {t('optionsNotifications')}
        </button>
        <p id="notifications-hint" class="field-hint">
          {t('optionsNotificationsHint')}
        </p>
        {props.notifications === 'denied' && <Notice tone="error">{t('optionsNotificationsDenied')}</Notice>}
      </section>
      <Shortcuts {...props} />
      <section class="card stack-small" aria-labelledby="about-diagnostics">
        <h2 id="about-diagnostics">{t('optionsDiagnostics')}</h2>
        <p class="field-hint">{t('optionsDiagnosticsHint')}</p>
        <LoadedView of={props.diagnostics} onTryAgain={props.onTryAgain}>
          {(diagnostics) => <DiagnosticLines diagnostics={diagnostics} />}
        </LoadedView>
      </section>
    </>
  );
}

function Shortcuts(props: AboutProps) {
  const t = useTexts();
  return (
    <section class="card stack-small" aria-labelledby="about-shortcuts">
      <h2 id="about-shortcuts">{t('optionsShortcuts')}</h2>
      <LoadedView of={props.shortcuts}>
        {(shortcuts) => (
          <dl class="facts">
            {shortcuts.map(({ name, description, keys }) => (
              <Fact key={name} name={description === '' ? t('optionsShortcutOpen') : description}>
                {keys === '' ? t('optionsShortcutNone') : <kbd>{keys}</kbd>}
              </Fact>
            ))}
          </dl>
        )}
      </LoadedView>
      {props.shortcutsPage === null ? (
        <p>
          <button type="button" class="button" onClick={props.onChangeShortcuts}>
            {t('optionsShortcutChange')}
          </button>
        </p>
      ) : (
        <p role="status">{t('optionsShortcutByHand', props.shortcutsPage)}</p>
      )}
    </section>
  );
}

function DiagnosticLines({ diagnostics }: { readonly diagnostics: Diagnostics }) {
  const t = useTexts();
  const text = diagnostics.lines.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <>
      <dl class="facts diagnostics">
        {diagnostics.lines.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      <CopyButton text={text} label={t('optionsCopyDiagnostics')} />
    </>
  );
}

function Fact(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
