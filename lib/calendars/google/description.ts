import type { TicketRef } from '../../domain/appointment';

/**
 * The event's description: the notes, then the ticket's address on a line of its own. Google shows a description as
 * HTML, so what the agent typed is escaped: `<b>` stays the four characters that were meant.
 */
export function toGoogleDescription(notes: string, ticket: TicketRef | null): string {
  const text = escapeMarkup(notes.replaceAll('\r\n', '\n'));
  if (ticket === null) return text;
  return `${text}${text === '' ? '' : '\n\n'}Ticket ${ticket.id}: ${escapeMarkup(ticket.url)}`;
}

/** The ticket's line, where the description still has it: somebody may have taken it out. */
export function ticketInDescription(description: string, ticketId: number | null): TicketRef | null {
  const line = ticketId === null ? null : findTicketLine(toPlainText(description), ticketId);
  return line === null || ticketId === null ? null : { id: ticketId, url: line.url };
}

/** The notes alone, as plain text, also after somebody has edited the description in Google's own editor. */
export function fromGoogleDescription(description: string, ticketId: number | null): string {
  const text = toPlainText(description);
  const line = ticketId === null ? null : findTicketLine(text, ticketId);
  return line === null ? text : text.slice(0, line.index);
}

/** On the last line, and of this ticket. */
function findTicketLine(text: string, ticketId: number): { readonly index: number; readonly url: string } | null {
  const found = /(?:^|\n\n?)Ticket (\d+): (https:\/\/\S+)\s*$/.exec(text);
  if (found?.[2] === undefined || Number(found[1]) !== ticketId) return null;
  return { index: found.index, url: found[2] };
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Tags that Google's editor writes; anything else in angle brackets is text that somebody typed through the API. */
const blockEnd = /<\s*br\s*\/?>|<\/(?:p|div|li|ul|ol|h[1-6])\s*>/gi;
const otherTag = /<\/?(?:p|div|li|ul|ol|h[1-6]|a|b|i|u|s|em|strong|span|font|html-blob)(?:\s[^<>]*)?\/?>/gi;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function toPlainText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  return html
    .replace(blockEnd, '\n')
    .replace(otherTag, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}
