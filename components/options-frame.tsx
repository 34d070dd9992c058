import type { ComponentChildren } from 'preact';
import { DocketMark } from './docket-mark';
import { type TextKey, useTexts } from './texts';

export const optionsSections = ['accounts', 'calendars', 'working-hours', 'about'] as const;
export type OptionsSection = (typeof optionsSections)[number];

const names: Record<OptionsSection, TextKey> = {
  accounts: 'optionsAccounts',
  calendars: 'optionsCalendars',
  'working-hours': 'optionsWorkingHours',
  about: 'optionsAbout',
};

/** Navigation beside one section; the address carries which, so that links and Back work. */
export function OptionsFrame(props: { readonly section: OptionsSection; readonly children: ComponentChildren }) {
  const t = useTexts();
  return (
    <div class="options">
      <header class="options-header">
        <p class="options-brand">
          <DocketMark />
          {t('extensionName')}
        </p>
        <nav class="options-nav" aria-label={t('optionsSections')}>
          <ul>
            {optionsSections.map((section) => (
              <li key={section}>
                <a href={`#${section}`} {...(section === props.section && { 'aria-current': 'page' as const })}>
                  {t(names[section])}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main class="options-main">
        <h1>{t(names[props.section])}</h1>
        {props.children}
      </main>
    </div>
  );
}
