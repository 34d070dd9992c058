import { useMemo } from 'preact/hooks';
import type { FormMessage } from '../../lib/messages/form-port';
import { FormHost } from '../page/form-host';

/**
 * The form for no ticket, in a window of its own. Not the frame's page: the browser refuses to open by itself what web
 * pages may load under a changing address.
 */
export function AppointmentApp() {
  const open = useMemo<FormMessage>(
    () => ({ name: 'openOwn', ticketId: null, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    [],
  );
  return <FormHost open={open} onClose={() => window.close()} />;
}
