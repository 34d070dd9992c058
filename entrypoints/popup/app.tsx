import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { OptionsSection } from '../../components/options-frame';
import { PopupPage } from '../../components/popup-page';
import { useTexts } from '../../components/texts';
import type { Side } from '../../lib/domain/appointment';
import type { PopupView } from '../../lib/domain/popup-view';
import type { Problem } from '../../lib/domain/problem';
import { send } from '../../lib/messages/send';
import { readPopupRecord } from '../../lib/storage/popup-record';
import { useNow } from '../page/use-now';
import { useOnline } from '../page/use-online';
import { watchPopupRecord } from '../page/watch-popup-record';
import { ticketOfActiveTab } from './active-ticket';

const oldAfterMs = 60_000;

export function PopupApp({ record }: { readonly record: PopupView | null }) {
  const t = useTexts();
  const now = useNow();
  const [view, setView] = useState(record);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [reconnecting, setReconnecting] = useState<Side | null>(null);
  const [form, setForm] = useState<ComponentChild>(null);
  const [cameBack, setCameBack] = useState(false);

  useEffect(() => watchPopupRecord(() => void readPopupRecord().then(setView)), []);
  useOnline(() => void send('syncNow', {}));
  useEffect(() => {
    if (record === null || Date.now() - record.preparedAtMs > oldAfterMs) void send('syncNow', {});
  }, [record]);

  async function ask(request: Promise<{ ok: true } | { ok: false; problem: Problem }>) {
    setProblem(null);
    const reply = await request;
    if (!reply.ok) setProblem(reply.problem);
  }

  async function syncNow() {
    setProblem(null);
    const reply = await send('syncNow', {});
    setProblem(reply.ok ? reply.answer.problem : reply.problem);
  }

  async function switchTwoWay(on: boolean) {
    // Shown at once; the record that the background writes has the last word.
    setView((current) => current && { ...current, twoWay: on });
    setProblem(null);
    // One request, so that a popup that is closed the next moment has switched all the same.
    const reply = await send('setTwoWay', { on, unlessOtherSync: true });
    if (!reply.ok) setProblem(reply.problem);
    // Another sync at work is warned of before this one starts: the warning stands in "Sync".
    else if (reply.answer.heldBackBy === 'otherSync') openTab('/options.html#sync');
    setView(await readPopupRecord());
  }

  async function reconnect(side: Side) {
    setProblem(null);
    setReconnecting(side);
    const reply = await send('reconnect', { side });
    setReconnecting(null);
    if (!reply.ok) setProblem(reply.problem);
    // Every refusal has its own sentence and its own next step: they stand in "Accounts".
    else if (reply.answer.kind !== 'connected') openOptions();
  }

  async function newAppointment() {
    setForm(<p class="popup-loading">{t('popupFormLoading')}</p>);
    // The form brings its own library and is loaded only for those who ask for it.
    const [ticketId, { PopupForm }] = await Promise.all([ticketOfActiveTab(), import('./popup-form')]);
    setForm(
      <PopupForm
        ticketId={ticketId}
        onClose={() => {
          setCameBack(true);
          setForm(null);
        }}
      />,
    );
  }

  if (form !== null) return form;
  return (
    <PopupPage
      view={view}
      now={now}
      problem={problem}
      reconnecting={reconnecting}
      startsAt={cameBack ? 'newAppointment' : 'top'}
      onNewAppointment={newAppointment}
      onSyncNow={syncNow}
      onTwoWay={(on) => void switchTwoWay(on)}
      onPause={(until) => ask(send('pauseSync', { until }))}
      onSection={(section) => openTab(`/options.html#${section}`)}
      onRetry={(linkId) => ask(send('retrySave', { linkId }))}
      onDrop={(linkId) => ask(send('dropSave', { linkId }))}
      onReconnect={reconnect}
      onConnect={openOptions}
      onSetUp={() => openTab('/welcome.html')}
      onOptions={openOptions}
    />
  );
}

function openOptions(): void {
  openTab('/options.html#accounts');
}

/** A popup closes itself when another tab comes to the front; where it stands in a tab, it stays. */
function openTab(path: '/welcome.html' | `/options.html#${OptionsSection}`): void {
  void browser.tabs.create({ url: browser.runtime.getURL(path) });
}
