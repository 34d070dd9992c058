import type { ComponentChildren } from 'preact';
import { DocketMark } from './docket-mark';
import { countText } from './sync-count';
import { type TextKey, useTexts } from './texts';

export const optionsSections = [
  'accounts',
  'calendars',
  'sync',
  'working-hours',
  'activity',
  'conflicts',
  'about',
] as const;
export type OptionsSection = (typeof optionsSections)[number];

const names: Record<OptionsSection, TextKey> = {
  accounts: 'optionsAccounts',
  calendars: 'optionsCalendars',
  sync: 'syncTitle',
  'working-hours': 'optionsWorkingHours',
  activity: 'activityTitle',
  conflicts: 'conflictTitle',
  about: 'optionsAbout',
};

/** Takes the focus where what had it is gone. */
export const sectionHeadingId = 'options-section';

/** Navigation beside one section; the address carries which, so that links and Back work. */
export function OptionsFrame(props: {
  readonly section: OptionsSection;
  /** Shown beside "Conflicts". */
  readonly conflictCount?: number;
  readonly children: ComponentChildren;
}) {
  const t = useTexts();
  const conflicts = props.conflictCount ?? 0;
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
                  {section === 'conflicts' && conflicts > 0 && (
                    <span class="pill pill-count">
                      <span aria-hidden="true">{conflicts}</span>
                      <span class="visually-hidden">{countText(t, 'conflictCount', conflicts)}</span>
                    </span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main class="options-main">
        <h1 id={sectionHeadingId} tabIndex={-1}>
          {t(names[props.section])}
        </h1>
        {props.children}
      </main>
    </div>
  );
}
