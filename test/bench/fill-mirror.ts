import type { Page } from 'playwright-core';
import type { MirrorRow } from '../../lib/storage/database';
import { helpdeskOrigin } from '../e2e/support/sign-in';
import { agentIds } from '../fixtures/helpdesk-seed-people';

const hourMs = 3_600_000;

/**
 * Stores so many records of both sides, as the reading of a busy agent's calendars leaves them: one every three and a
 * half hours, about half of them in the past. `page` is one of the extension's own.
 */
export async function fillMirror(page: Page, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => mirrorRow(index, count));
  const stored = await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('docket');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('mirror', 'readwrite');
          const mirror = transaction.objectStore('mirror');
          mirror.clear();
          for (const row of wanted) mirror.put(row);
          const counting = mirror.count();
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

function mirrorRow(index: number, count: number): MirrorRow {
  const side = index % 2 === 0 ? 'helpdesk' : 'calendar';
  const startMs = Math.floor(Date.now() / hourMs) * hourMs + (index - count / 2) * 3.5 * hourMs;
  const endMs = startMs + hourMs;
  const id = `${side}-${index}`;
  return {
    schema: 1,
    account: `${helpdeskOrigin}#${agentIds.leah}`,
    side,
    id,
    startMs,
    endMs,
    record: {
      id,
      etag: `"${index}"`,
      content: {
        subject: `Visit ${index}: printer on the second floor`,
        notes: 'Bring a spare fuser unit. Ask at the reception for the key of the server room. '.repeat(4),
        location: 'Second floor',
        span: { kind: 'timed', start: instant(startMs), end: instant(endMs), zone: 'Europe/London' },
        attendees: [
          { email: 'leah.novak@acme.example', name: 'Leah Novak', role: 'assignedAgent', agentId: agentIds.leah },
          { email: 'amir.haddad@acme.example', name: 'Amir Haddad', role: 'additionalAgent', agentId: agentIds.amir },
        ],
        isPrivate: false,
        showAs: 'busy',
      },
      creationKey: null,
      twinId: null,
      ticketId: side === 'helpdesk' ? 1001 + (index % 30) : null,
      url: `${helpdeskOrigin}/ticket?id=${1001 + (index % 30)}`,
      remark: null,
    },
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace('.000', '');
}
