import { browser } from 'wxt/browser';
import { type AttentionCause, attentionCauses, badgeText } from '../../lib/app/attention';
import type { Desk } from '../../lib/app/desk';
import type { PopupState } from '../../lib/domain/popup-view';

/** Badge and title say what the agent has to do; each cause makes one notification, if notifications are allowed. */
export function createAttention({
  readSettings,
  changeSettings,
}: Pick<Desk, 'readSettings' | 'changeSettings'>): (view: PopupState) => Promise<void> {
  /** What this life of the worker has shown: a quiet run changes nothing of it. */
  let shown: string | null = null;
  return async (view) => {
    const text = badgeText(view);
    const causes = attentionCauses(view);
    const title = titleOf(view, causes);
    const look = `${text} ${title}`;
    if (shown !== look) {
      await Promise.all([
        browser.action.setBadgeText({ text }),
        browser.action.setBadgeBackgroundColor({ color: text === '!' ? '#b3261e' : '#0b6b60' }),
        browser.action.setTitle({ title }),
      ]);
      shown = look;
    }
    await tellCauses(causes, { readSettings, changeSettings });
  };
}

async function tellCauses(
  causes: readonly AttentionCause[],
  { readSettings, changeSettings }: Pick<Desk, 'readSettings' | 'changeSettings'>,
): Promise<void> {
  const { notified } = await readSettings();
  const fresh = causes.filter(({ key }) => !notified.includes(key));
  const gone = notified.filter((key) => !causes.some((cause) => cause.key === key));
  if (fresh.length === 0 && gone.length === 0) return;
  await changeSettings((settings) => ({ ...settings, notified: causes.map(({ key }) => key) }));
  for (const cause of fresh) await notify(cause);
  for (const key of gone) await browser.notifications?.clear(key);
}

/** To be called at every start and when the permission comes: without it there is no such event. */
export function serveNotifications(): void {
  browser.notifications?.onClicked.addListener(openCause);
}

/** Where the agent finds the one press that helps: the account to reconnect, or what "Needs attention". */
function openCause(key: string): void {
  const path = key.startsWith('signIn:') ? '/options.html#accounts' : '/popup.html';
  browser.notifications.clear(key).catch(console.error);
  browser.tabs.create({ url: browser.runtime.getURL(path) }).catch(console.error);
}

/** What the agent has to do, one line for each; else how many saves wait. */
function titleOf(view: PopupState, causes: readonly AttentionCause[]): string {
  const texts = new Set(causes.map((cause) => browser.i18n.getMessage(messageOf(cause))));
  if (texts.size > 0) return browser.i18n.getMessage('badgeNeedsYou', [[...texts].join('\n')]);
  if (view.attention.length === 0) return browser.i18n.getMessage('extensionName');
  return browser.i18n.getMessage('badgeWaiting', [String(view.attention.length)]);
}

/** Without ticket text: a notification may stand on a locked screen. */
async function notify(cause: AttentionCause): Promise<void> {
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
  await browser.notifications.create(cause.key, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: browser.i18n.getMessage('extensionName'),
    message: browser.i18n.getMessage(messageOf(cause)),
  });
}

function messageOf({ kind, side }: AttentionCause) {
  switch (kind) {
    case 'signIn':
      return `notifySignIn_${side}` as const;
    case 'failed':
      return 'notifyFailed';
    case 'brake':
      return 'notifyBrake';
    case 'conflicts':
      return 'notifyConflicts';
    case 'sync':
      return 'notifySync';
  }
}
