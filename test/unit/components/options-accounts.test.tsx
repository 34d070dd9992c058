// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { AccountsDesk, Disconnecting } from '../../../components/account-cards';
import {
  type AccountWork,
  addressTexts,
  clientIdTexts,
  type GoogleRefusal,
  googleRefusalTexts,
  type HelpdeskRefusal,
  helpdeskRefusalTexts,
} from '../../../components/account-work';
import { OptionsAccounts } from '../../../components/options-accounts';
import type { AccountsView } from '../../../lib/domain/account-views';
import { galleryTexts } from '../../gallery/gallery-texts';
import { accounts, accountsExpired, accountsNone, now } from '../../gallery/pages-views';
import { when } from '../../gallery/sync-views';
import { mountPage } from './mount-page';

const idle: AccountWork = { kind: 'idle' };

async function mountAccounts(view: AccountsView, change: Partial<AccountsDesk> = {}) {
  const said: string[] = [];
  const desk: AccountsDesk = {
    helpdeskWork: idle,
    googleWork: idle,
    missingHelpdeskPermission: null,
    missingGooglePermission: null,
    disconnecting: null,
    helpdesk: {
      onConnect: (address, clientId) => said.push(`connect ${address} ${clientId}`),
      onAllow: (origin) => said.push(`allow ${origin}`),
      onReconnect: () => said.push('reconnect helpdesk'),
      onDisconnect: () => said.push('disconnect helpdesk'),
    },
    google: {
      onSignIn: (clientId) => said.push(`sign in ${clientId}`),
      onAllow: (origin) => said.push(`allow ${origin}`),
      onReconnect: () => said.push('reconnect google'),
      onDisconnect: () => said.push('disconnect google'),
    },
    onDecideDisconnect: () => said.push('decide'),
    onTakeBack: () => said.push('take back'),
    onCloseDisconnect: () => said.push('close'),
    ...change,
  };
  const page = await mountPage(
    <OptionsAccounts accounts={{ kind: 'ready', value: view }} desk={desk} onTryAgain={() => said.push('again')} />,
  );
  return { ...page, said };
}

describe('connecting', () => {
  test('the helpdesk takes the address and the client ID as they were typed', async () => {
    const page = await mountAccounts(accountsNone);
    await page.type(page.get<HTMLInputElement>('input', 'Helpdesk address'), 'acme.halopsa.com');
    await page.type(page.get<HTMLInputElement>('input', 'Helpdesk client ID'), 'abc');
    await page.click(page.get('button', 'Connect helpdesk'));
    expect(page.said).toEqual(['connect acme.halopsa.com abc']);
  });

  test('Google asks for a client ID only where the build carries none', async () => {
    const without = await mountAccounts(accountsNone);
    without.get('input', 'Google client ID');
    const builtIn = { ...accountsNone, calendar: { ...accountsNone.calendar, hasBuiltInClientId: true } };
    const page = await mountAccounts(builtIn);
    expect(page.all('input', 'Google client ID')).toEqual([]);
    await page.click(page.get('button', 'Sign in with Google'));
    expect(page.said).toEqual(['sign in ']);
  });

  test('a second press while the window is open asks for nothing', async () => {
    const page = await mountAccounts(accountsNone, { helpdeskWork: { kind: 'working' } });
    await page.click(page.get('button', 'Connect helpdesk'));
    expect(page.said).toEqual([]);
    expect(page.text('[role=status]')).toContain('window');
  });

  test('the three boxes of the consent page are told in advance, in Google’s words', async () => {
    const page = await mountAccounts(accountsNone);
    const boxes = page.text('.consent-ahead');
    for (const words of ['View and edit events', 'See the list of Google calendars', 'View your availability']) {
      expect(boxes).toContain(words);
    }
  });

  test('the exact redirect address stands on the page, also when both sides are connected', async () => {
    for (const view of [accountsNone, accounts]) {
      expect((await mountAccounts(view)).words()).toContain(view.redirectAddress);
    }
  });
});

describe('refusals', () => {
  test.each(Object.entries(addressTexts))('an address that is %s is told at its field', async (why, key) => {
    const page = await mountAccounts(accountsNone, {
      helpdeskWork: { kind: 'badAddress', why: why as keyof typeof addressTexts },
    });
    const field = page.get('input', 'Helpdesk address');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const described = (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id));
    expect(described.at(-1)?.textContent).toBe(galleryTexts('en')(key));
    expect(document.activeElement).toBe(field);
  });

  test.each(Object.entries(clientIdTexts))('a Google client ID that is %s is told at its field', async (why, key) => {
    const page = await mountAccounts(accountsNone, {
      googleWork: { kind: 'badClientId', why: why as keyof typeof clientIdTexts },
    });
    expect(page.text('.field-error')).toBe(galleryTexts('en')(key));
    expect(document.activeElement).toBe(page.get('input', 'Google client ID'));
  });

  test('each refusal has a sentence of its own', () => {
    for (const texts of [helpdeskRefusalTexts, googleRefusalTexts, addressTexts, clientIdTexts]) {
      const sentences = Object.values(texts).map((key) => galleryTexts('en')(key));
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });

  test.each(Object.keys(helpdeskRefusalTexts))(
    'the helpdesk’s "%s" interrupts and names the host or the step',
    async (reason) => {
      const result: HelpdeskRefusal = { kind: 'refused', reason: reason as HelpdeskRefusal['reason'], detail: '' };
      const page = await mountAccounts(accountsNone, {
        helpdeskWork: { kind: 'helpdeskRefused', host: 'acme.halopsa.com', result },
      });
      const sentence = galleryTexts('en')(helpdeskRefusalTexts[result.reason], 'acme.halopsa.com');
      expect(page.text('[role=alert]')).toBe(sentence);
      expect(sentence).not.toContain('$');
    },
  );

  test('boxes that were left unticked are named', async () => {
    const result: GoogleRefusal = {
      kind: 'refused',
      reason: 'boxUnticked',
      missing: ['calendar.freebusy'],
      detail: '',
    };
    const page = await mountAccounts(accountsNone, { googleWork: { kind: 'googleRefused', result } });
    const alert = page.text('[role=alert]');
    expect(alert).toContain('View your availability in your calendars');
    expect(alert).not.toContain('View and edit events');
  });

  test('a server’s own words are shown as text', async () => {
    const result: HelpdeskRefusal = { kind: 'refused', reason: 'notHalo', detail: '<img src=x onerror=alert(1)>' };
    const page = await mountAccounts(accountsNone, { helpdeskWork: { kind: 'helpdeskRefused', host: 'a.b', result } });
    expect(page.root.querySelector('img')).toBeNull();
    expect(page.text('[role=alert]')).toContain('“<img src=x onerror=alert(1)>”');
  });

  test('a permission that was denied says what it is for', async () => {
    const page = await mountAccounts(accountsNone, {
      helpdeskWork: { kind: 'permissionDenied', host: 'acme.halopsa.com' },
    });
    expect(page.text('[role=alert]')).toContain('acme.halopsa.com');
    expect(page.text('[role=alert]')).toContain('Press the button again');
  });

  test('another sign-in host is asked for by a press of its own', async () => {
    const page = await mountAccounts(accountsNone, {
      helpdeskWork: { kind: 'needsPermission', origin: 'https://auth.haloservicedesk.com' },
    });
    await page.click(page.get('button', 'Allow auth.haloservicedesk.com'));
    expect(page.said).toEqual(['allow https://auth.haloservicedesk.com']);
  });
});

describe('connected accounts', () => {
  test('show their address beside "Disconnect"', async () => {
    const page = await mountAccounts(accounts);
    const [helpdesk, google] = page.all('button', 'Disconnect');
    expect(page.get('section', 'Helpdesk').textContent).toContain('leah.novak@acme.example');
    expect(page.get('section', 'Google Calendar').textContent).toContain('Leah.Novak@acme.example');
    if (!helpdesk || !google) throw new Error('no buttons');
    await page.click(helpdesk);
    await page.click(google);
    expect(page.said).toEqual(['disconnect helpdesk', 'disconnect google']);
    expect(page.all('button', 'Connect helpdesk')).toEqual([]);
  });

  test('whose sign-in expired offer "Reconnect" and say that work is kept', async () => {
    const page = await mountAccounts(accountsExpired);
    expect(page.words()).toContain('Your work is kept');
    await page.click(page.get('button', 'Reconnect'));
    expect(page.said).toEqual(['reconnect helpdesk']);
  });

  test('are warned about when only the capitals differ, and told apart from another address', async () => {
    expect((await mountAccounts(accounts)).words()).toContain('other capitals');
    expect((await mountAccounts(accountsExpired)).words()).toContain('neither the Google account nor the e-mail');
    const same = { ...accounts, calendar: { ...accounts.calendar, match: 'same' as const } };
    expect((await mountAccounts(same)).words()).not.toContain('capitals');
  });

  test('whose host the browser keeps from Docket say so', async () => {
    const page = await mountAccounts(accounts, { missingHelpdeskPermission: 'https://acme.halopsa.com' });
    await page.click(page.get('button', 'Allow acme.halopsa.com'));
    expect(page.said).toEqual(['allow https://acme.halopsa.com']);
  });
});

describe('disconnecting', () => {
  const asking: Disconnecting = {
    side: 'calendar',
    account: 'leah@acme.example',
    made: { kind: 'ready', value: { items: [{ linkId: 'a', subject: 'Router swap', ...when(now) }], waiting: 0 } },
    problem: null,
    result: null,
  };

  test('keeps everything unless the agent chooses otherwise', async () => {
    const page = await mountAccounts(accounts, { disconnecting: asking });
    const dialog = page.get('dialog', 'Disconnect Google Calendar?');
    expect(dialog.textContent).toContain('Router swap');
    const confirm = page.all('dialog button', 'Disconnect').at(-1);
    if (!confirm) throw new Error('no button');
    await page.click(confirm);
    await page.click(page.get('dialog input', 'Remove the one appointment Docket made'));
    expect(page.all('dialog button', 'Disconnect')).toEqual([]);
    await page.click(page.get('dialog button', 'Review changes'));
    expect(page.said).toEqual(['decide', 'take back']);
  });

  test('waits until it is known what was made, and goes on without removing where that fails', async () => {
    const loading = await mountAccounts(accounts, { disconnecting: { ...asking, made: { kind: 'loading' } } });
    expect(loading.get<HTMLButtonElement>('dialog button', 'Disconnect').disabled).toBe(true);
    const made = { kind: 'failed', problem: { kind: 'offline' } } as const;
    const page = await mountAccounts(accounts, { disconnecting: { ...asking, made } });
    expect(page.all('dialog input', '')).toEqual([]);
    await page.click(page.get('dialog button', 'Disconnect'));
    expect(page.said).toEqual(['decide']);
  });

  test('says why the list of what would be removed could not be begun', async () => {
    const problem = { kind: 'notConnected', side: 'helpdesk' } as const;
    const page = await mountAccounts(accounts, { disconnecting: { ...asking, problem } });
    expect(page.text('dialog')).toContain('not connected');
  });

  test('says that the access may live on at Google', async () => {
    const revoke = { kind: 'failed', problem: { kind: 'timeout', host: 'oauth2.googleapis.com' } } as const;
    const page = await mountAccounts(accounts, {
      disconnecting: { ...asking, result: { kind: 'ready', value: { revoke } } },
    });
    const dialog = page.text('dialog');
    for (const words of ['What stands there was kept', 'myaccount.google.com', 'oauth2.googleapis.com']) {
      expect(dialog).toContain(words);
    }
    await page.click(page.get('dialog button', 'Close'));
    expect(page.said).toEqual(['close']);
  });
});
