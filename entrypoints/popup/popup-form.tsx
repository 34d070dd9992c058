import '../../components/appointment-form.css';
import '../../components/day-lanes.css';
import { useMemo } from 'preact/hooks';
import type { FormMessage } from '../../lib/messages/form-port';
import { FormHost } from '../page/form-host';

/** "New appointment" inside the popup. What was typed is kept when the popup closes. */
export function PopupForm(props: { readonly ticketId: number | null; onClose(): void }) {
  const open = useMemo<FormMessage>(
    () => ({ name: 'openOwn', ticketId: props.ticketId, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    [props.ticketId],
  );
  return <FormHost open={open} onClose={props.onClose} onBack={props.onClose} />;
}
