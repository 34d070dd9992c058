import type { AppointmentContent } from '../domain/appointment';
import type { Draft } from '../domain/draft';
import { draftContent, validateDraft } from '../domain/draft-content';
import { fingerprint } from '../domain/fingerprint';
import type { Problem } from '../domain/problem';
import { toInterval } from '../domain/span-interval';
import { accountKey } from '../storage/settings';
import { type JournalEntry, journalEntry, type Link } from '../sync/link';
import { withDirty } from '../sync/plan-link';
import type { Desk } from './desk';
import { draftSlot } from './open-form';

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
  const account = accountKey(helpdesk);
  const owner = draft.attendees.find(({ role, isTicked }) => role === 'assignedAgent' && isTicked);
  const { startMs, endMs } = toInterval(content.span, draft.zone);
  const link: Link = withDirty({
    key: draft.id,
    account,
    // The assigned agent's appointment where they take part; otherwise the one of whoever saves.
    ownerAgentId: owner?.agentId ?? helpdesk.agent.id,
    ticket:
      draft.ticketId === null ? null : { id: draft.ticketId, url: desk.ticketUrl(helpdesk.origin, draft.ticketId) },
    mail: draft.mail,
    subject: content.subject,
    startMs,
    endMs,
    createdAtMs: desk.now(),
    calendarOf: calendar === null ? null : { email: calendar.email, calendarId: calendar.calendarId },
    wanted: fingerprint(content),
    helpdesk: { kind: 'wanted', attempt: null },
    calendar: calendar === null ? { kind: 'notConnected' } : { kind: 'wanted', attempt: null },
  });
  const entry = journalEntry({
    atMs: desk.now(),
    linkKey: link.key,
    action: 'save',
    outcome: 'asked',
    after: link.wanted,
  });
  const key = await insertOnce(desk, link, content, entry);
  await desk.drafts.remove(draftSlot(account, draft.ticketId));
  return key;
}

async function insertOnce(desk: Desk, link: Link, content: AppointmentContent, entry: JournalEntry): Promise<string> {
  if (await desk.links.insert(link, content, entry)) return link.key;
  const stored = await desk.links.read(link.key);
  if (stored === null || stored.link.wanted === link.wanted) return link.key;
  // Made of what is wanted, so that a repeated save finds it again.
  const key = `${link.key}.${link.wanted}`;
  await desk.links.insert({ ...link, key }, content, { ...entry, linkKey: key });
  return key;
}
