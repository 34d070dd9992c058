import { useMemo } from 'preact/hooks';
import type { FormMessage } from '../../lib/messages/form-port';
import { requestFrameClose } from '../../lib/messages/frame-close';
import { FormHost } from '../page/form-host';

/**
 * The form in its frame on a ticket page: the token of the click says which ticket it is for. Without one it stays
 * empty, framed or not: web pages may load this page, and must not be able to open a form by that.
 */
export function FormApp({ token }: { readonly token: string }) {
  const open = useMemo<FormMessage>(
    () => ({ name: 'open', token, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    [token],
  );
  return <FormHost open={open} onClose={() => requestFrameClose(window)} />;
}
