/** An address and the name that stood before it, if any. */
export interface TypedAddress {
  readonly email: string;
  readonly name: string;
}

const maxLocalLength = 64;
const maxLength = 254;
const localPart = /^[^\s@<>()[\]\\,;:"]+$/;
const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * Whether mail could reach it, pragmatically: one `@`, no quoting, a domain with a dot. Narrower than RFC 5322 on
 * purpose: what it lets through and a calendar then refuses would fail the whole appointment.
 */
export function isEmail(text: string): boolean {
  if (text.length > maxLength) return false;
  const at = text.indexOf('@');
  if (at < 1 || at > maxLocalLength || at !== text.lastIndexOf('@')) return false;
  const local = text.slice(0, at);
  if (!localPart.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((label) => domainLabel.test(label));
}

/** Ignores case in both parts: the local part may differ by RFC 5321, but no mail system in use lets it. */
export function sameEmail(one: string, other: string): boolean {
  return emailKey(one) === emailKey(other);
}

/** The form in which addresses are keys of maps: trimmed, lower case. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * One or several addresses as typed or pasted, bare or as `Name <address>`, between commas, semicolons or line ends.
 * What is no address comes back as `rest`, to stay in the field.
 */
export function parseAddressInput(text: string): {
  readonly addresses: readonly TypedAddress[];
  readonly rest: string;
} {
  const found = new Map<string, TypedAddress>();
  const rest: string[] = [];
  for (const piece of pieces(text).flatMap(splitNamelessCommas)) {
    const address = readAddress(piece);
    if (address === null) rest.push(piece);
    else if (!found.has(emailKey(address.email))) found.set(emailKey(address.email), address);
  }
  return { addresses: [...found.values()], rest: rest.join(', ') };
}

/** Cuts at separators outside quotes. A comma before any `@` belongs to a name: `Novak, Leah <leah@acme.example>`. */
function pieces(text: string): readonly string[] {
  const result: string[] = [];
  let piece = '';
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    const ends =
      char === '\n' || char === '\r' || (!isQuoted && (char === ';' || (char === ',' && piece.includes('@'))));
    if (!ends) {
      piece += char;
      continue;
    }
    result.push(piece.trim());
    piece = '';
    isQuoted = false;
  }
  result.push(piece.trim());
  return result.filter((part) => part !== '');
}

/** `nonsense, leah@acme.example` is no name before an address, and neither are addresses with only blanks between. */
function splitNamelessCommas(piece: string): readonly string[] {
  if (piece.includes('<')) return [piece];
  const words = piece.split(/\s+/);
  if (words.length > 1 && words.every((word) => isEmail(word))) return words;
  return piece
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readAddress(piece: string): TypedAddress | null {
  const open = piece.lastIndexOf('<');
  const isNamed = open >= 0 && piece.endsWith('>');
  const email = (isNamed ? piece.slice(open + 1, -1) : piece).trim().replace(/^mailto:/i, '');
  if (!isEmail(email)) return null;
  const name = isNamed
    ? piece
        .slice(0, open)
        .trim()
        .replace(/^"(.*)"$/, '$1')
    : '';
  return { email, name: name.trim() };
}
