// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { Saving } from '../../../components/saving-line';
import type { SyncChange } from '../../../components/sync-actions';
import { healthText } from '../../../components/sync-health-text';
import { SyncSection, type SyncWork } from '../../../components/sync-section';
import type { SyncView } from '../../../lib/domain/sync-views';
import { galleryTexts } from '../../gallery/gallery-texts';
import { now } from '../../gallery/pages-views';
import { healths, syncBraked, syncOff, syncOn } from '../../gallery/sync-views';
import { mountPage } from './mount-page';

async function mountSync(view: SyncView, more: Partial<SyncWork> = {}, language = 'en') {
  const said: string[] = [];
  const changes: SyncChange[] = [];
  const section = (shown: SyncView, saving: Saving) => (
    <SyncSection
      sync={{ kind: 'ready', value: shown }}
      now={now}
      saving={saving}
      work={{
        repair: null,
        isApproving: false,
        problem: null,
        bringing: null,
        bringProblem: null,
        hasReview: false,
        ...more,
      }}
      onTryAgain={() => said.push('again')}
      onTwoWay={(on) => said.push(`two-way ${on}`)}
      onChange={(change) => changes.push(change)}
      onPause={(until) => said.push(`pause ${until}`)}
      onSyncNow={() => said.push('sync now')}
      onBring={(kind) => said.push(`bring ${kind}`)}
      onShowReview={() => said.push('show review')}
      onRepair={() => said.push('repair')}
      onApproveBrake={(runId) => said.push(`approve ${runId}`)}
    />
  );
  const page = await mountPage(section(view, { kind: 'idle' }), language);
  /** Draws it again, as it stands after a press. */
  const become = (shown: SyncView, saving: Saving = { kind: 'idle' }) => page.show(section(shown, saving));
  return { ...page, said, changes, become };
}

describe('the switch', () => {
  test('says before it is switched on what will happen, that nobody is mailed, and where it can be tried', async () => {
    const page = await mountSync({ ...syncOff, otherSync: null });
    expect(page.words()).toContain('from 30 days back to 180 days ahead');
    expect(page.words()).toContain('Nobody is e-mailed');
    await page.click(page.get('[role=switch]', 'Two-way sync'));
    expect(page.said).toEqual(['two-way true']);
  });

  test('asks first where another sync is at work, and "Leave it off" changes nothing', async () => {
    const page = await mountSync(syncOff);
    expect(page.words()).toContain('37 events in your calendar were made by another calendar integration');
    await page.click(page.get('[role=switch]', 'Two-way sync'));
    expect(document.activeElement?.textContent).toBe('Leave it off');
    await page.click(page.get('button', 'Leave it off'));
    expect(page.said).toEqual([]);
    expect(document.activeElement).toBe(page.get('[role=switch]', 'Two-way sync'));
    await page.click(page.get('[role=switch]', 'Two-way sync'));
    await page.click(page.get('button', 'Switch on all the same'));
    expect(page.said).toEqual(['two-way true']);
  });

  test('names the helpdesk’s own integration, when it ran last and its last error', async () => {
    const integration = { of: 'google', lastRunMs: now - 7 * 60_000, lastError: 'Token expired' } as const;
    const page = await mountSync({ ...syncOff, otherSync: { integrations: [integration], recordCount: 0 } });
    expect(page.words()).not.toContain('API method');
    expect(page.words()).toContain('own integration with Google Calendar is switched on. It last ran 7 minutes ago.');
    expect(page.words()).toContain('Its last error: Token expired');
    expect(page.words()).not.toContain('events in your calendar were made');
    await page.click(page.get('[role=switch]', 'Two-way sync'));
    expect(page.said).toEqual([]);
  });

  test('names the API method of the helpdesk’s own integration by its number, also where that is 0', async () => {
    const integration = { of: 'google', lastRunMs: null, lastError: '', apiMethod: 0 } as const;
    const page = await mountSync({ ...syncOff, otherSync: { integrations: [integration], recordCount: 0 } });
    expect(page.words()).toContain('API method: 0');
  });

  test('says so where the helpdesk does not keep its appointments in UTC', async () => {
    const page = await mountSync({ ...syncOff, areTimesInDoubt: true });
    expect(page.words()).toContain('does not keep appointments in UTC');
  });

  test('goes off without a question', async () => {
    const page = await mountSync({ ...syncOn, otherSync: syncOff.otherSync });
    await page.click(page.get('[role=switch]', 'Two-way sync'));
    expect(page.said).toEqual(['two-way false']);
  });
});

describe('health', () => {
  test.each(healths)('$kind has one sentence and, but for "off", one action', async (health) => {
    const page = await mountSync({ ...syncOn, health });
    const t = galleryTexts('en');
    expect(page.text('.sync-health-sentence')).toBe(healthText(t, health, now));
    expect(page.words()).not.toContain('!sync');
    expect(page.root.querySelectorAll('.sync-health .button')).toHaveLength(health.kind === 'off' ? 0 : 1);
  });

  test('no two states say the same', () => {
    const t = galleryTexts('en');
    expect(new Set(healths.map((health) => healthText(t, health, now))).size).toBe(healths.length);
  });

  test('names the last good sync and the next one', async () => {
    const page = await mountSync(syncOn);
    expect(page.text('.sync-when')).toBe('Last good sync: 3 minutes agonext in 4 min');
    const never = await mountSync({ ...syncOn, lastGoodMs: null, health: { kind: 'connected', nextMs: now - 1 } });
    expect(never.text('.sync-when')).toBe('Last good sync: nevernext in a moment');
  });

  test('a pause says until when, with the day where it is another one', () => {
    const t = galleryTexts('en');
    const today = { kind: 'paused', why: 'quota', untilMs: new Date(2026, 10, 26, 14, 32).getTime() } as const;
    expect(healthText(t, today, now)).toContain('Paused until 14:32:');
    const tomorrow = { kind: 'paused', why: 'agent', untilMs: new Date(2026, 10, 27, 0, 0).getTime() } as const;
    expect(healthText(t, tomorrow, now)).toMatch(/^Paused by you until Fri.* 27 Nov, 00:00\.$/);
  });

  test('is not contradicted by what the switch says of itself', async () => {
    const says = 'Your calendar and the helpdesk follow each other.';
    expect((await mountSync(syncOn)).words()).toContain(says);
    for (const view of [syncBraked, { ...syncOn, health: { kind: 'paused', why: 'agent', untilMs: null } as const }])
      expect((await mountSync(view)).words()).not.toContain(says);
  });

  test('can be paused three ways, and resumed', async () => {
    const page = await mountSync(syncOn);
    for (const name of ['For 1 hour', 'For today', 'Until I resume']) await page.click(page.get('button', name));
    expect(page.said).toEqual(['pause inAnHour', 'pause tomorrow', 'pause resumed']);
    const paused = await mountSync({ ...syncOn, health: { kind: 'paused', why: 'agent', untilMs: null } });
    expect(paused.all('fieldset', 'Pause')).toEqual([]);
    await paused.click(paused.get('button', 'Resume'));
    expect(paused.said).toEqual(['pause now']);
  });
});

describe('the keyboard', () => {
  const paused: SyncView = { ...syncOn, health: { kind: 'paused', why: 'agent', untilMs: null } };
  const focused = () => document.activeElement?.textContent;

  test('goes on where it was: from the pause to "Resume", and from there to "Sync now"', async () => {
    const page = await mountSync(syncOn);
    page.get('button', 'For today').focus();
    await page.become(paused);
    expect(focused()).toBe('Resume');
    await page.become(syncOn);
    expect(focused()).toBe('Sync now');
  });

  test('stays on "Sync now" while both sides are read, and a second press begins nothing', async () => {
    const page = await mountSync(syncOn);
    page.get('button', 'Sync now').focus();
    await page.become({ ...syncOn, health: { kind: 'reading' } });
    expect(focused()).toBe('Sync now');
    await page.click(page.get('button', 'Sync now'));
    expect(page.said).toEqual([]);
    await page.become({ ...syncOn, health: { kind: 'writing', done: 1_240, total: 10_000 } });
    expect(focused()).toBe('Show activity');
    expect(page.text('.sync-health-sentence')).toBe('Writing: 1,240 of 10,000 done.');
    await page.become(syncOn);
    expect(focused()).toBe('Sync now');
  });

  test('goes to how the sync stands when the list that was approved goes away', async () => {
    const page = await mountSync(syncBraked);
    page.get('button', 'Approve once').focus();
    await page.become(syncOn);
    expect(focused()).toBe('Sync now');
  });

  test('is left alone where it was somewhere else', async () => {
    const page = await mountSync(syncOn);
    page.get('input', 'Days ahead').focus();
    await page.become(paused);
    expect(document.activeElement).toBe(page.get('input', 'Days ahead'));
  });
});

describe('settings', () => {
  test('say in their own card what became of a change, and nowhere else', async () => {
    const page = await mountSync(syncOn);
    await page.click(page.get('input', 'Everything'));
    await page.become({ ...syncOn, privacy: 'full' }, { kind: 'saved' });
    const cards = () =>
      page.all('fieldset, section', '').filter((card) => /Saved|could not be reached/.test(card.textContent ?? ''));
    expect(cards()).toEqual([page.get('fieldset', 'Private events')]);
    await page.click(page.get('input', 'The newest change wins'));
    await page.become(syncOn, { kind: 'failed', problem: { kind: 'offline' } });
    expect(cards()).toEqual([page.get('fieldset', 'When both sides changed the same thing')]);
  });

  test('the matrix has a box for each action each way, and says which one was changed', async () => {
    const page = await mountSync(syncOn);
    for (const action of ['Create', 'Update', 'Delete'])
      for (const side of ['Into the helpdesk', 'Into Google Calendar']) page.get('input', `${action}: ${side}`);
    const box = page.get<HTMLInputElement>('input', 'Delete: Into Google Calendar');
    expect(box.checked).toBe(false);
    await page.click(box);
    expect(page.changes).toEqual([{ allowed: { side: 'calendar', action: 'delete', on: true } }]);
  });

  test('each filter counts what it leaves out, or would', async () => {
    const page = await mountSync(syncOn);
    page.get('input', 'Leave out events I declined (leaves out 14 of 120)');
    await page.click(page.get('input', 'Leave out all-day events (would leave out 9 of 120)'));
    expect(page.changes).toEqual([{ filter: { name: 'allDay', on: true } }]);
  });

  test('privacy shows what the helpdesk would see', async () => {
    const page = await mountSync(syncOn);
    expect(page.text('.sync-example')).toContain('Busy, 10:00');
    await page.click(page.get('input', 'Everything'));
    expect(page.changes).toEqual([{ privacy: 'full' }]);
    const full = await mountSync({ ...syncOn, privacy: 'full' });
    expect(full.text('.sync-example')).toContain('with its attendees');
  });

  test('remembered choices are named and can be forgotten', async () => {
    const page = await mountSync(syncOn);
    expect(page.words()).toContain('Subject (The helpdesk wins) and Time (The newest change wins)');
    await page.click(page.get('button', 'Forget what was remembered'));
    expect(page.changes).toEqual([{ forgetFieldRules: true }]);
  });

  test('half a number or one out of range moves no window', async () => {
    const page = await mountSync(syncOn);
    const days = page.get<HTMLInputElement>('input', 'Days ahead');
    for (const typed of ['', '0', '731', '1.5', '-3', '1e2']) {
      await page.type(days, typed);
      days.dispatchEvent(new Event('change', { bubbles: true }));
      expect(page.words()).toContain('Enter a whole number from 1 to 730.');
    }
    await page.type(days, '90');
    days.dispatchEvent(new Event('change', { bubbles: true }));
    expect(page.changes).toEqual([{ daysAhead: 90 }]);
  });
});

describe('bringing what is there', () => {
  test('three dry runs and a repair, by the names people rely on', async () => {
    const page = await mountSync(syncOn);
    for (const name of ['Import Appointments', 'Import Recurring Appointments', 'Push Existing Data', 'Repair'])
      await page.click(page.get('button', name));
    expect(page.said).toEqual(['bring import', 'bring importRecurring', 'bring push', 'repair']);
  });

  test('a list that is still open is shown instead of beginning another', async () => {
    const page = await mountSync(syncOn, { hasReview: true });
    await page.click(page.get('button', 'Push Existing Data'));
    expect(page.said).toEqual(['show review']);
  });

  test('a list that is being begun shows it on its button, and is not begun twice', async () => {
    const page = await mountSync(syncOn, { bringing: 'push' });
    expect(page.get('button', 'Push Existing Data').getAttribute('aria-busy')).toBe('true');
    expect(page.get('button', 'Import Appointments').getAttribute('aria-busy')).toBe('false');
    await page.click(page.get('button', 'Push Existing Data'));
    expect(page.said).toEqual([]);
  });

  test('a list that cannot be begun says so beside its button', async () => {
    const page = await mountSync(syncOn, { bringProblem: { kind: 'notConnected', side: 'calendar' } });
    expect(page.get('section', 'Bring what is there').textContent).toContain('Google Calendar is not connected.');
  });

  test('a repair under way is not begun twice', async () => {
    const page = await mountSync(syncOn, { repair: { kind: 'loading' } });
    await page.click(page.get('button', 'Repair'));
    expect(page.said).toEqual([]);
  });
});

describe('the brake', () => {
  test('lists what a run wanted to remove, says what is not listed, and is approved once', async () => {
    const page = await mountSync(syncBraked);
    expect(page.words()).toContain('Helpdesk: the last run wanted to remove 24 items. Nothing of this was done.');
    expect(page.get('ul', 'What it wanted to change').children).toHaveLength(21);
    expect(page.words()).toContain('and 4 more');
    await page.click(page.get('button', 'Show the list'));
    expect(document.activeElement?.textContent).toBe('Docket stopped to ask');
    await page.click(page.get('button', 'Approve once'));
    expect(page.said).toEqual(['approve run-7']);
    const approved = await mountSync(syncBraked, { isApproving: true });
    expect(approved.words()).toContain('Approved: it is being done now.');
    expect(approved.words()).not.toContain('Nothing of this was done.');
  });
});

test('before both accounts are connected it leads to them', async () => {
  const page = await mountSync({ ...syncOn, isConnected: false });
  expect(page.get<HTMLAnchorElement>('a', 'Go to “Accounts”').hash).toBe('#accounts');
  expect(page.all('[role=switch]', '')).toEqual([]);
});

test('the section speaks German', async () => {
  const page = await mountSync(syncBraked, {}, 'de');
  expect(page.words()).toContain('Der letzte Lauf wollte 24 Einträge entfernen');
  expect(page.words()).not.toContain('!');
});
