import type { Link, LinkSide } from './link';

/** The link as if its records had been read whole, and held what is known of them; the very same where they were. */
export function asRead(link: Link): Link {
  const helpdesk = sideAsRead(link.helpdesk);
  const calendar = sideAsRead(link.calendar);
  return helpdesk === link.helpdesk && calendar === link.calendar ? link : { ...link, helpdesk, calendar };
}

function sideAsRead(side: LinkSide): LinkSide {
  if (side.kind !== 'made' || side.unread === undefined) return side;
  const { unread: _unread, ...read } = side;
  return read;
}
