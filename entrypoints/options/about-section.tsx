import { useCallback, useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Loaded } from '../../components/loaded';
import { OptionsAbout, type Shortcut } from '../../components/options-about';
import type { Diagnostics } from '../../lib/domain/account-views';
import { send } from '../../lib/messages/send';
import { watchPermissions } from '../page/permissions';
import { toLoaded } from '../page/to-loaded';

const notifications = { permissions: ['notifications' as const] };

/** Chromium's page; browsers made of it take the address too, Firefox opens its own by a call. */
const shortcutsPage = 'chrome://extensions/shortcuts';

export function AboutSection() {
  const [shortcuts, setShortcuts] = useState<Loaded<readonly Shortcut[]>>({ kind: 'loading' });
  const [diagnostics, setDiagnostics] = useState<Loaded<Diagnostics>>({ kind: 'loading' });
  const [notified, setNotified] = useState<'on' | 'off' | 'denied'>('off');
  const [byHand, setByHand] = useState<string | null>(null);
  const readDiagnostics = useCallback(async () => setDiagnostics(toLoaded(await send('diagnostics', {}))), []);

  useEffect(() => {
    void readDiagnostics();
    const readShortcuts = async () => setShortcuts({ kind: 'ready', value: await listShortcuts() });
    void readShortcuts();
    // Coming back from the browser's page for shortcuts, they may be others.
    window.addEventListener('focus', readShortcuts);
    return () => window.removeEventListener('focus', readShortcuts);
  }, [readDiagnostics]);

  useEffect(() => {
    const look = async () => setNotified((await browser.permissions.contains(notifications)) ? 'on' : 'off');
    void look();
    return watchPermissions(look);
  }, []);

  function setNotifications(on: boolean) {
    // Asked for inside the press, before anything is awaited.
    const change = on ? browser.permissions.request(notifications) : browser.permissions.remove(notifications);
    void change.then((isDone) => setNotified(on ? (isDone ? 'on' : 'denied') : isDone ? 'off' : 'on'));
  }

  async function changeShortcuts() {
    try {
      await browser.tabs.create({ url: shortcutsPage });
    } catch {
      setByHand(shortcutsPage);
    }
  }

  return (
    <OptionsAbout
      version={browser.runtime.getManifest().version}
      shortcuts={shortcuts}
      notifications={notified}
      diagnostics={diagnostics}
      shortcutsPage={byHand}
      onNotifications={setNotifications}
      onChangeShortcuts={changeShortcuts}
      onTryAgain={readDiagnostics}
    />
  );
}

async function listShortcuts(): Promise<readonly Shortcut[]> {
  const commands = await browser.commands.getAll();
  return commands.map(({ name, description, shortcut }) => ({
    name: name ?? '',
    description: description ?? '',
    keys: shortcut ?? '',
  }));
}
