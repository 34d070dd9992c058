import type { Side } from '../domain/appointment';
import { sha256 } from '../domain/sha256';
import type { FoldContext } from './fold-record';
import type { RemoteRecord } from './ports';

/**
 * Keys for links that begin with these records, by the records' ids. Only of appointments: a calendar makes one event of a key, whoever asks
 * for it first. Where asking twice makes two, a common key would be that of two records.
 */
export function keysFor(
  records: readonly RemoteRecord[],
  { account, side }: Pick<FoldContext, 'account' | 'side'>,
): ReadonlyMap<string, string> {
  return new Map(side === 'calendar' ? [] : records.map(({ id }) => [id, foundKey(account, side, id)]));
}

/**
 * Key of a link that begins with a record found on a side: the same wherever the agent has Docket. Two profiles that copy
 * the record at the same moment then ask for one and the same copy. In the shape of a UUID of one's own making (RFC 9562,
 * 5.8), since keys travel in a field of which nobody knows how long it may be.
 */
export function foundKey(account: string, side: Side, recordId: string): string {
  const digits = sha256(`docket found\n${account}\n${side}\n${recordId}`);
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return parts.join('-');
}
