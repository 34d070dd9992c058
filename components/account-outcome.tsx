import type { GoogleBox } from '../lib/domain/account-views';
import {
  type AccountWork,
  type GoogleRefusal,
  googleRefusalTexts,
  type HelpdeskRefusal,
  helpdeskRefusalTexts,
} from './account-work';
import { Icon } from './icon';
import { Notice, ProblemNotice } from './loaded';
import { type TextKey, useTexts } from './texts';

const boxTexts: Record<GoogleBox, TextKey> = {
  'calendar.events': 'optionsBoxEvents',
  'calendar.calendarlist.readonly': 'optionsBoxList',
  'calendar.freebusy': 'optionsBoxFreeBusy',
};

export const googleBoxes = ['calendar.events', 'calendar.calendarlist.readonly', 'calendar.freebusy'] as const;

/** Google's boxes, in Google's words; drawn, since there is nothing here to tick. */
export function GoogleBoxes(props: { readonly boxes: readonly GoogleBox[]; readonly look: 'ticked' | 'empty' }) {
  const t = useTexts();
  return (
    <ul class="google-boxes">
      {props.boxes.map((box) => (
        <li key={box}>
          <span class="google-box" aria-hidden="true">
            {props.look === 'ticked' && <Icon name="check" />}
          </span>
          {t(boxTexts[box])}
        </li>
      ))}
    </ul>
  );
}

/** What became of the last press: what happened, and what to do next. */
export function AccountOutcome(props: { readonly work: AccountWork; onAllow(origin: string): void }) {
  const t = useTexts();
  const { work } = props;
  switch (work.kind) {
    case 'idle':
    case 'badAddress':
    case 'badClientId':
      return null;
    case 'working':
      return (
        <p role="status" class="waiting-line">
          <span class="spinner" />
          {t('optionsWorking')}
        </p>
      );
    case 'connected':
      return (
        <div role="status">
          <Notice tone="good">{t('optionsNowConnected')}</Notice>
        </div>
      );
    case 'permissionDenied':
      return <Notice tone="error">{t('optionsPermissionDenied', work.host)}</Notice>;
    case 'needsPermission':
      return (
        <AllowHost
          text={t('optionsNeedsPermission', hostOf(work.origin))}
          host={hostOf(work.origin)}
          onAllow={() => props.onAllow(work.origin)}
        />
      );
    case 'helpdeskRefused':
      return (
        <Notice tone="error">
          <p>{t(helpdeskRefusalTexts[work.result.reason], work.host)}</p>
          <ServerWords result={work.result} />
        </Notice>
      );
    case 'googleRefused':
      return (
        <Notice tone="error">
          <p>{t(googleRefusalTexts[work.result.reason])}</p>
          {work.result.missing.length > 0 && <GoogleBoxes boxes={work.result.missing} look="empty" />}
          <ServerWords result={work.result} />
        </Notice>
      );
    case 'failed':
      return <ProblemNotice problem={work.problem} />;
  }
}

/** The browser asks only inside a press: this is the press. */
export function AllowHost(props: { readonly text: string; readonly host: string; onAllow(): void }) {
  const t = useTexts();
  return (
    <div role="status">
      <Notice tone="warning">
        <p>{props.text}</p>
        <p>
          <button type="button" class="button" onClick={props.onAllow}>
            {t('optionsAllowHost', props.host)}
          </button>
        </p>
      </Notice>
    </div>
  );
}

/** Where a server answered at all, its own words often name the setting that is wrong. */
function ServerWords({ result }: { readonly result: HelpdeskRefusal | GoogleRefusal }) {
  const t = useTexts();
  const words = result.detail.replace(/\s+/g, ' ').trim().slice(0, 300);
  if (words === '' || result.reason === 'notReachable' || result.reason === 'windowClosed') return null;
  return <p class="server-words">{t('optionsServerWords', words)}</p>;
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
