import type { ConflictView } from '../../lib/domain/sync-views';
import { oddSubject } from './odd-views';
import { now } from './pages-views';
import { when } from './sync-views';

const day = 24 * 3_600_000;

function span(date: number, from: number, until: number): string {
  return [from, until].map((hour) => new Date(2026, 10, date, hour).toISOString()).join('/');
}

export const conflicts: readonly ConflictView[] = [
  {
    linkId: 'link-1',
    subject: 'Router swap at Millbrook',
    ...when(now + day),
    fields: [
      {
        field: 'span',
        helpdesk: span(27, 10, 11),
        calendar: span(27, 14, 15),
        shownAs: null,
        ancestor: span(27, 9, 10),
      },
      {
        field: 'notes',
        helpdesk: 'Bring the spare router.\nAsk for Mia.',
        calendar: '',
        shownAs: null,
        ancestor: 'Bring the spare router.',
      },
    ],
  },
  {
    linkId: 'link-2',
    subject: 'مراجعة الطابعة <b>عاجل</b>',
    ...when(now + 2 * day),
    fields: [
      { field: 'subject', helpdesk: 'Printer', calendar: 'Printer, second floor', shownAs: 'Busy', ancestor: null },
    ],
  },
];

/** What is long, in another script, empty, or two of one item. */
export const oddConflicts: readonly ConflictView[] = [
  {
    linkId: 'odd-1',
    subject: oddSubject(0),
    ...when(now),
    fields: [
      { field: 'subject', helpdesk: oddSubject(0), calendar: oddSubject(3), shownAs: 'Busy', ancestor: oddSubject(1) },
      {
        field: 'notes',
        helpdesk: 'One line.\n'.repeat(30),
        calendar: '',
        shownAs: '',
        ancestor: 'One line.\n'.repeat(12),
      },
      {
        field: 'attendees',
        helpdesk: 'leah.novak@acme.example',
        calendar: Array.from({ length: 40 }, (_, index) => `person.${index}@partner.example`).join(', '),
        shownAs: null,
        ancestor: '',
      },
    ],
  },
  {
    linkId: 'odd-2',
    subject: '',
    ...when(now),
    fields: [
      { field: 'isPrivate', helpdesk: 'false', calendar: 'true', shownAs: null, ancestor: 'false' },
      { field: 'showAs', helpdesk: 'busy', calendar: 'free', shownAs: null, ancestor: null },
    ],
  },
];
