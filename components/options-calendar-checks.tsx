import type { CalendarCheck, CheckCalendarsView } from '../lib/domain/account-views';
import { Icon, type IconName } from './icon';
import { type Loaded, LoadedView, Notice } from './loaded';
import { type TextKey, type Texts, useTexts } from './texts';

type Access = CalendarCheck['access'];

const results: Record<Access, { readonly text: TextKey; readonly icon: IconName; readonly tone: string }> = {
  editable: { text: 'optionsAccessEditable', icon: 'check', tone: 'good' },
  readable: { text: 'optionsAccessReadable', icon: 'check', tone: 'good' },
  freeBusyOnly: { text: 'optionsAccessFreeBusy', icon: 'clock', tone: 'good' },
  notShared: { text: 'optionsAccessNotShared', icon: 'warning', tone: 'warn' },
  noAddress: { text: 'optionsAccessNoAddress', icon: 'warning', tone: 'warn' },
  disabled: { text: 'optionsAccessDisabled', icon: 'minus', tone: 'quiet' },
  notSubscribed: { text: 'optionsAccessNotSubscribed', icon: 'warning', tone: 'warn' },
  failed: { text: 'optionsAccessFailed', icon: 'warning', tone: 'warn' },
};

const reachable: ReadonlySet<Access> = new Set(['editable', 'readable', 'freeBusyOnly']);

/** "Check calendars": every agent, what the connected account reaches of theirs, and what helps. */
export function CalendarChecks(props: {
  readonly checks: Loaded<CheckCalendarsView> | null;
  readonly account: string;
  readonly canCheck: boolean;
  onCheck(): void;
}) {
  const t = useTexts();
  const isChecking = props.checks?.kind === 'loading';
  return (
    <section class="card stack" aria-labelledby="check-title">
      <h2 id="check-title">{t('optionsCheckTitle')}</h2>
      <p class="quiet">{t('optionsCheckIntro')}</p>
      <p>
        <button
          type="button"
          class="button"
          disabled={!props.canCheck}
          aria-busy={isChecking}
          onClick={() => !isChecking && props.onCheck()}
        >
          {t('optionsCheckCalendars')}
        </button>
      </p>
      {props.checks !== null && (
        <LoadedView of={props.checks} loadingText={t('optionsChecking')}>
          {(view) => <Checks view={view} account={props.account} />}
        </LoadedView>
      )}
    </section>
  );
}

function Checks({ view, account }: { readonly view: CheckCalendarsView; readonly account: string }) {
  const t = useTexts();
  const reached = view.checks.filter(({ access }) => reachable.has(access)).length;
  return (
    <div class="stack">
      <div role="status">{summary(t, view.checks.length, reached, account)}</div>
      {view.checks.length > 0 && (
        <table class="table table-cards checks" aria-labelledby="check-title">
          <thead>
            <tr>
              <th scope="col">{t('optionsColAgent')}</th>
              <th scope="col" class="tried">
                {t('optionsColTried')}
              </th>
              <th scope="col">{t('optionsColResult')}</th>
              <th scope="col">{t('optionsColTodo')}</th>
            </tr>
          </thead>
          <tbody>
            {view.checks.map((check) => (
              <CheckRow key={check.agentId} check={check} account={account} />
            ))}
          </tbody>
        </table>
      )}
      {view.skipped.length > 0 && (
        <Notice tone="warning">
          {t('optionsCheckSkipped', view.skipped.map(({ what, id }) => `${what} ${id}`).join(', '))}
        </Notice>
      )}
      <Notice tone="info">{t('optionsNotListed')}</Notice>
    </div>
  );
}

function summary(t: Texts, checked: number, reached: number, account: string) {
  if (checked === 0) return <p>{t('optionsCheckEmpty')}</p>;
  if (reached === 0) return <Notice tone="warning">{t('optionsCheckNone', account)}</Notice>;
  return <p>{checked === 1 ? t('optionsCheckedOne', reached) : t('optionsCheckedOther', checked, reached)}</p>;
}

function CheckRow({ check, account }: { readonly check: CalendarCheck; readonly account: string }) {
  const t = useTexts();
  const { text, icon, tone } = results[check.access];
  return (
    <tr>
      <th scope="row">
        <bdi>{check.name}</bdi>
      </th>
      <td class="tried" data-label={t('optionsColTried')}>
        {check.triedAddress === '' ? t('optionsNoAddress') : <Address text={check.triedAddress} />}
      </td>
      <td data-label={t('optionsColResult')}>
        <span class={`result result-${tone}`}>
          <Icon name={icon} />
          <span>{t(text)}</span>
        </span>
      </td>
      <td data-label={t('optionsColTodo')}>
        <p>{whatToDo(t, check, account)}</p>
        {check.addressNote === 'googleAddressDiffers' && (
          <p class="quiet">{t('optionsNoteGoogleDiffers', check.email)}</p>
        )}
        {check.addressNote === 'caseDiffers' && <p class="quiet">{t('optionsNoteCase', check.email)}</p>}
      </td>
    </tr>
  );
}

/** A narrow column breaks an address before its @ rather than anywhere. */
function Address({ text }: { readonly text: string }) {
  const at = Math.max(text.lastIndexOf('@'), 0);
  return (
    <bdi>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </bdi>
  );
}

function whatToDo(t: Texts, check: CalendarCheck, account: string): string {
  switch (check.access) {
    case 'editable':
      return t('optionsTodoNothing');
    case 'readable':
      return t('optionsTodoReadable', check.name);
    case 'freeBusyOnly':
      return t('optionsTodoFreeBusy', check.name);
    case 'notShared':
      return t('optionsTodoNotShared', check.name, account);
    case 'noAddress':
      return t('optionsTodoNoAddress', check.name);
    case 'disabled':
      return t('optionsTodoDisabled');
    case 'notSubscribed':
      return t('optionsTodoNotSubscribed', check.triedAddress);
    case 'failed':
      return t('optionsTodoFailed');
  }
}
