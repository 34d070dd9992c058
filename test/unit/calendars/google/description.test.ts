import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fromGoogleDescription,
  ticketInDescription,
  toGoogleDescription,
} from '../../../../lib/calendars/google/description';

const ticket = { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' };

test('the notes come first, then the ticket with its address', () => {
  expect(toGoogleDescription('Key at reception.', ticket)).toBe(
    'Key at reception.\n\nTicket 1001: https://acme.halopsa.com/ticket?id=1001',
  );
  expect(toGoogleDescription('', ticket)).toBe('Ticket 1001: https://acme.halopsa.com/ticket?id=1001');
});

test('markup in notes is shown, not obeyed', () => {
  expect(toGoogleDescription('<img src=x onerror=alert(1)> AT&T', null)).toBe(
    '&lt;img src=x onerror=alert(1)&gt; AT&amp;T',
  );
});

test('any notes come back as they went out, with a ticket and without', () => {
  const notes = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[<>&;a-zé\n #x1-9/="]{0,40}$/),
    fc.constantFrom('<br>', '&lt;', '&amp;lt;', '\n\n', ' Ticket 1: https://x.example', '<b>bold</b>\n', '🙂 العربية'),
  );
  fc.assert(
    fc.property(notes, fc.boolean(), (text, hasTicket) => {
      const written = toGoogleDescription(text, hasTicket ? ticket : null);
      expect(fromGoogleDescription(written, hasTicket ? ticket.id : null)).toBe(text.replaceAll('\r\n', '\n'));
    }),
    { numRuns: 2_000, verbose: true },
  );
});

describe('after somebody edited it in Google', () => {
  test('its markup becomes text, and the ticket line is still known', () => {
    const edited =
      '<p>Key at <b>reception</b>,&nbsp;2nd floor</p>Call&#33; &quot;first&quot;<br><br>Ticket 1001: <a href="https://acme.halopsa.com/ticket?id=1001" target="_blank">https://acme.halopsa.com/ticket?id=1001</a>';
    expect(fromGoogleDescription(edited, 1001)).toBe('Key at reception, 2nd floor\nCall! "first"');
  });

  test('notes behind the ticket line are kept with it', () => {
    const edited = 'Ticket 1001: https://acme.halopsa.com/ticket?id=1001<br>Bring a ladder';
    expect(fromGoogleDescription(edited, 1001)).toBe(
      'Ticket 1001: https://acme.halopsa.com/ticket?id=1001\nBring a ladder',
    );
  });

  test('a comparison is no tag, an unknown entity no character', () => {
    expect(fromGoogleDescription('a < b > c &unknown; &#99999999; &#x110000;', null)).toBe(
      'a < b > c &unknown; &#99999999; &#x110000;',
    );
  });
});

test('the line of another ticket belongs to the notes', () => {
  const text = 'See\n\nTicket 7: https://acme.halopsa.com/ticket?id=7';
  expect(fromGoogleDescription(text, 1001)).toBe(text);
  expect(fromGoogleDescription(text, null)).toBe(text);
});

test('a hostile description is read in no time', () => {
  const hostile = `${'<br '.repeat(50_000)}${'\n'.repeat(50_000)}Ticket 1001: https://${'&'.repeat(50_000)}`;
  const startedAt = performance.now();
  fromGoogleDescription(hostile, 1001);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('the ticket’s line says which ticket and where, as long as it is there', () => {
  expect(ticketInDescription(toGoogleDescription('Key at reception.', ticket), 1001)).toEqual(ticket);
  expect(ticketInDescription(toGoogleDescription('Key at reception.', ticket), 1002)).toBeNull();
  expect(ticketInDescription(toGoogleDescription('Key at reception.', ticket), null)).toBeNull();
  expect(ticketInDescription('Key at reception.', 1001)).toBeNull();
});
