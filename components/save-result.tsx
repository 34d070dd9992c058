import type { Side } from '../lib/domain/appointment';
import type { SaveStatus, SideStatus } from '../lib/domain/save-status';
import { Icon } from './icon';
import { problemText, sideName } from './problem-text';
import type { TextKey, Texts } from './texts';
import { useTexts } from './texts';
import { clockText } from './time-format';
import { WebLink } from './web-link';

interface SaveResultProps {
  readonly status: SaveStatus;
  /** When it takes place, in words. */
  readonly when: string;
  readonly openLink: ((url: string) => void) | undefined;
}

/** Where the save stands, side by side; says "created" only once a side has it. */
export function SaveResult({ status, when, openLink }: SaveResultProps) {
  const t = useTexts();
  return (
    <>
      <p class="save-result-title">
        {isWorking(status) && <span class="spinner" aria-hidden="true" />}
        {isCreated(status) && <Icon name="check" />}
        <strong>{t(resultKey(status))}</strong>
      </p>
      <p class="save-result-what">
        <bdi>{status.subject}</bdi>
        <span>{when}</span>
      </p>
      <ul class="save-result-sides">
        <SideResult side="helpdesk" status={status.helpdesk} openLink={openLink} />
        <SideResult side="calendar" status={status.calendar} openLink={openLink} />
      </ul>
    </>
  );
}

const openKeys: Record<Side, TextKey> = { helpdesk: 'formOpenInHelpdesk', calendar: 'formOpenInGoogleCalendar' };

function SideResult({
  side,
  status,
  openLink,
}: {
  side: Side;
  status: SideStatus;
  openLink: SaveResultProps['openLink'];
}) {
  const t = useTexts();
  const remark = status.kind === 'done' ? status.remark : null;
  const meetUrl = status.kind === 'done' ? status.meetUrl : undefined;
  return (
    <li class={`save-side save-side-${status.kind}`}>
      <SideMark kind={status.kind} />
      <div class="save-side-text">
        <p>{t('formSideLine', sideName(t, side), stateText(t, status))}</p>
        {status.kind === 'waiting' && <p class="field-hint">{waitingText(t, status)}</p>}
        {status.kind === 'failed' && <p class="field-hint">{t('formKeptFailed')}</p>}
        {remark && <p class="field-hint">{t('formHelpdeskRemark', remark)}</p>}
        {meetUrl === null && <p class="field-hint">{t('formMeetRefused')}</p>}
      </div>
      <WebLink url={meetUrl} openLink={openLink}>
        {t('formMeetLink')} <Icon name="open" />
      </WebLink>
      {status.kind === 'done' && (
        <WebLink url={status.url} openLink={openLink}>
          {t(openKeys[side])} <Icon name="open" />
        </WebLink>
      )}
    </li>
  );
}

function SideMark({ kind }: { kind: SideStatus['kind'] }) {
  switch (kind) {
    case 'working':
      return <span class="spinner" aria-hidden="true" />;
    case 'done':
      return <Icon name="check" />;
    case 'waiting':
      return <Icon name="clock" />;
    case 'failed':
      return <Icon name="warning" />;
    case 'notConnected':
    case 'dropped':
    case 'removed':
      return <Icon name="minus" />;
  }
}

function stateText(t: Texts, status: SideStatus): string {
  switch (status.kind) {
    case 'working':
      return t('formSideWorking');
    case 'waiting':
      return t('formSideWaiting');
    case 'done':
      return t('formSideDone');
    case 'failed':
      return t('formSideFailed', problemText(t, status.problem));
    case 'notConnected':
      return t('formSideNotConnected');
    case 'dropped':
      return t('formSideDropped');
    case 'removed':
      return t('formSideRemoved');
  }
}

function waitingText(t: Texts, status: SideStatus & { readonly kind: 'waiting' }): string {
  const kept = status.retryAtMs === null ? t('formKeptUntilYou') : t('formKeptUntilTime', clockText(status.retryAtMs));
  return `${problemText(t, status.problem)} ${kept}`;
}

function resultKey(status: SaveStatus): TextKey {
  const kinds = [status.helpdesk.kind, status.calendar.kind];
  if (isCreated(status)) return 'formCreated';
  if (isWorking(status)) return 'formSaving';
  if (kinds.includes('waiting')) return 'formWaits';
  return 'formNotCreated';
}

function isCreated(status: SaveStatus): boolean {
  return status.helpdesk.kind === 'done' || status.calendar.kind === 'done';
}

function isWorking(status: SaveStatus): boolean {
  return status.helpdesk.kind === 'working' || status.calendar.kind === 'working';
}

/** Whether a press on "Retry" may help a side: it failed, or waits for something else than the sign-in. */
export function canRetry(status: SaveStatus): boolean {
  return [status.helpdesk, status.calendar].some(
    (side) => side.kind === 'failed' || (side.kind === 'waiting' && side.problem.kind !== 'needsSignIn'),
  );
}
