import { useMemo } from 'preact/hooks';
import type { FormMessage } from '../../lib/messages/form-port';
import { requestFrameClose } from '../../lib/messages/frame-close';
import { FormHost } from '../page/form-host';

/**
 * The form as a page: in a frame on a ticket page, where the token of the click says which ticket it is for, or in a
 * window of its own. In a frame without a token it stays empty: a page must not be able to show it.
 */
export function FormApp({ address, isFramed }: { readonly address: URL; readonly isFramed: boolean }) {
  const open = useMemo(() => openingMessage(address, isFramed), [address, isFramed]);
  return <FormHost open={open} onClose={() => (isFramed ? requestFrameClose(window) : window.close())} />;
}

function openingMessage(address: URL, isFramed: boolean): FormMessage {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (isFramed) return { name: 'open', token: address.searchParams.get('token') ?? '', zone };
  const ticketId = Number(address.searchParams.get('ticket'));
  return { name: 'openOwn', ticketId: Number.isInteger(ticketId) && ticketId > 0 ? ticketId : null, zone };
}
