import type { AppointmentContent } from '../domain/appointment';
import { differingFields } from '../domain/content-fields';
import type { Draft } from '../domain/draft';
import { draftContent, draftRepeats, validateDraft } from '../domain/draft-content';
import { fingerprint } from '../domain/fingerprint';
import { fnv1a64 } from '../domain/fnv1a';
import type { Problem } from '../domain/problem';
import { accountKey } from '../storage/settings';
import { withSchedule } from '../sync/fold-record';
import type { Link } from '../sync/link';
import { line } from '../sync/run-step';
import type { Desk } from './desk';
import { draftSlot } from './open-form';
import { stepDeps } from './step-deps';

/**
 * Makes the draft a durable link with the wanted content; nothing is sent yet (`runSave` does that).
 * The same draft twice is one link; changed in between, in another tab, it is another appointment and another link.
 * Answers the link's key, or why nothing was kept.
 */
export async function saveDraft(desk: Desk, draft: Draft): Promise<string | Problem> {
  const { helpdesk, calendar } = await desk.readSettings();
  if (helpdesk === null) return { kind: 'notConnected', side: 'helpdesk' };
  const [problem] = validateDraft(draft);
  if (problem !== undefined) return { kind: 'invalidDraft', detail: problem.kind };

  const content = draftContent(draft);
  // Without a calendar there is no series, only its first date.
  const repeats = calendar === null ? [] : draftRepeats(draft);
  const account = accountKey(helpdesk);
  const owner = draft.attendees.find(({ role, isTicked }) => role === 'assignedAgent' && isTicked);
  const deps = await stepDeps(desk, null);
  const link: Link = {
    key: draft.id,
    account,
    source: 'form',
    occurrence: null,
    calendarOf: calendar === null ? null : { email: calendar.email, calendarId: calendar.calendarId },
    // The assigned agent's appointment where they take part; otherwise the one of whoever saves. The dates of a series
    // are made by the sync of whoever saves, so all of them are theirs.
    ownerAgentId: repeats.length > 0 ? helpdesk.agent.id : (owner?.agentId ?? helpdesk.agent.id),
    ticket:
      draft.ticketId === null ? null : { id: draft.ticketId, url: desk.ticketUrl(helpdesk.origin, draft.ticketId) },
    mail: draft.mail,
    subject: content.subject,
    startMs: 0,
    endMs: 0,
    createdAtMs: desk.now(),
    wanted: content,
    ...(repeats.length > 0 && { repeats }),
    ...(calendar !== null && draft.wantsMeet && { wantsMeet: true }),
    helpdesk: { kind: 'none', attempt: null },
    calendar: calendar === null ? { kind: 'notConnected' } : { kind: 'none', attempt: null },
    conflict: [],
  };
  const key = await insertOnce(desk, withSchedule(link, deps.rules), content);
  if (link.ownerAgentId !== helpdesk.agent.id) {
    // The list that a run reads does not show it: `readForOthers`.
    await desk.changeSettings((now) => ({ ...now, forOthers: [...(now.forOthers ?? []), key] }));
  }
  await desk.drafts.remove(draftSlot(account, draft.ticketId));
  return key;

  async function insertOnce({ store }: Desk, wanted: Link, asked: AppointmentContent): Promise<string> {
    const entry = (of: Link) => line(deps, of, null, 'save', { after: asked });
    if (await store.insert(wanted, entry(wanted))) return wanted.key;
    const stored = await store.read(wanted.key);
    const isSame = stored?.wanted == null || differingFields(stored.wanted, asked).length === 0;
    const rule = (wanted.repeats ?? []).join();
    if (isSame && (stored?.repeats ?? []).join() === rule) return wanted.key;
    // Made of what is wanted, so that a repeated save finds it again.
    const other = { ...wanted, key: `${wanted.key}.${fingerprint(asked)}${rule === '' ? '' : fnv1a64(rule)}` };
    await store.insert(other, entry(other));
    return other.key;
  }
}
