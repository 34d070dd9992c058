import type { Draft } from '../domain/draft';
import { draftContent, validateDraft } from '../domain/draft-content';
import { fingerprint } from '../domain/fingerprint';
import type { Problem } from '../domain/problem';
import { toInterval } from '../domain/span-interval';
import { accountKey } from '../storage/settings';
import { journalEntry, type Link } from '../sync/link';
import { withDirty } from '../sync/plan-link';
import type { Desk } from './desk';
import { draftSlot } from './open-form';

/**
 * Makes the draft a durable link with the wanted content; nothing is sent yet (`runSave` does that).
 * The same draft twice is one link. Answers the link's key, or why nothing was kept.
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
  await desk.links.insert(link, content, entry);
  await desk.drafts.remove(draftSlot(account, draft.ticketId));
  return link.key;
}
