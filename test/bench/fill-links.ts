import type { Page } from 'playwright-core';
import type { LinkRow } from '../../lib/storage/database';
import type { LinkSide } from '../../lib/sync/link';
import { helpdeskOrigin } from '../e2e/support/sign-in';
import { agentIds } from '../fixtures/helpdesk-seed-people';

const hourMs = 3_600_000;

/**
 * Stores so many records of both sides, as the reading of a busy agent's calendars leaves them: one every three and a
 * half hours, about half of them in the past. `page` is one of the extension's own.
 */
export async function fillLinks(page: Page, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => linkRow(index, count));
  const stored = await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('docket');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['links', 'packs', 'unpacked'], 'readwrite');
          const links = transaction.objectStore('links');
          for (const name of transaction.objectStoreNames) transaction.objectStore(name).clear();
          for (const row of wanted) links.put(row);
          const counting = links.count();
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
    rows,
  );
  if (stored !== count) throw new Error(`${stored} records were stored instead of ${count}`);
}

function linkRow(index: number, count: number): LinkRow {
  const side = index % 2 === 0 ? 'helpdesk' : 'calendar';
  const startMs = Math.floor(Date.now() / hourMs) * hourMs + (index - count / 2) * 3.5 * hourMs;
  const endMs = startMs + hourMs;
  const subject = `Visit ${index}: printer on the second floor`;
  const ticketId = 1001 + (index % 30);
  const nothing: LinkSide = { kind: 'none', attempt: null };
  const content = {
    subject,
    notes: 'Bring a spare fuser unit. Ask at the reception for the key of the server room. '.repeat(4),
    location: 'Second floor',
    span: { kind: 'timed', start: instant(startMs), end: instant(endMs), zone: 'Europe/London' },
    attendees: [
      { email: 'leah.novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: agentIds.leah },
      { email: 'amir.haddad@acme.example', name: 'Amir Haddad', role: 'additionalAgent', agentId: agentIds.amir },
    ],
    isPrivate: false,
    showAs: 'busy',
  } as const;
  const made: LinkSide = {
    kind: 'made',
    id: `${side}-${index}`,
    etag: `"${index}"`,
    content,
    agreed: null,
    intent: null,
    changedAtMs: null,
    url: `${helpdeskOrigin}/ticket?id=${ticketId}`,
    remark: null,
    namesTwin: true,
    copiesDueAtMs: null,
    madeAtMs: null,
    traits: { isDeclined: false, type: 'default', foreignTwinId: null },
    listed: 1,
    attempt: null,
  };
  return {
    schema: 1,
    key: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    account: `${helpdeskOrigin}#${agentIds.leah}`,
    source: side,
    occurrence: null,
    calendarOf: null,
    ownerAgentId: agentIds.leah,
    ticket: side === 'helpdesk' ? { id: ticketId, url: `${helpdeskOrigin}/ticket?id=${ticketId}` } : null,
    mail: 'nobody',
    subject,
    startMs,
    endMs,
    createdAtMs: startMs,
    wanted: null,
    helpdesk: side === 'helpdesk' ? made : nothing,
    calendar: side === 'calendar' ? made : nothing,
    conflict: [],
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace('.000', '');
}
