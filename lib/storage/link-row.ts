import type { Link } from '../sync/link';
import type { LinkRow } from './database';

export function toLinkRow(link: Link): LinkRow {
  const row: LinkRow = { ...link, schema: 1 };
  return link.conflict.length === 0 ? row : { ...row, hasConflict: 1 };
}

export function toLink(row: LinkRow): Link {
  const { schema: _schema, hasConflict: _hasConflict, ...link } = row;
  return link;
}
