import { browser } from 'wxt/browser';
import { isFrameCloseRequest } from '../../lib/messages/frame-close';
import { createHost, dressHost, element, picture } from './element';
import { pageText } from './page-text';

export interface FormPanel {
  /** The ticket whose form is open; null when none is. */
  openTicketId(): number | null;
  /** Shows the form; one that is open for another ticket makes room (its draft is kept by the background). */
  open(form: { readonly ticketId: number; readonly token: string; readonly theme: 'light' | 'dark' }): void;
  focus(): void;
  close(): void;
}

interface Shown {
  readonly host: HTMLElement;
  readonly frame: HTMLIFrameElement;
  /** The extension's lasting one: the frame's address has a host of this session only. */
  readonly origin: string;
  readonly ticketId: number;
}

/** The drawer with the form's frame. It belongs to its ticket and stays open when the agent goes to another one. */
export function createFormPanel(returnFocus: () => void): FormPanel {
  let shown: Shown | null = null;

  const close = () => {
    if (shown === null) return;
    const { host } = shown;
    // Elsewhere on the page the agent has gone on working: there the focus stays.
    const hadFocus = document.activeElement === host;
    shown = null;
    removeEventListener('message', hear);
    host.remove();
    if (hadFocus) returnFocus();
  };
  const hear = (event: MessageEvent) => {
    if (shown !== null && isFrameCloseRequest(event, shown.frame.contentWindow, shown.origin)) close();
  };

  return {
    // A page that throws its whole body away has thrown the form away too.
    openTicketId: () => (shown?.host.isConnected ? shown.ticketId : null),
    open({ ticketId, token, theme }) {
      close();
      const title = pageText('pageFormTitle');
      const src = browser.runtime.getURL(`/form.html?token=${encodeURIComponent(token)}&theme=${theme}`);
      const frame = element('iframe', { title, src });
      const closeButton = element(
        'button',
        { type: 'button', title: pageText('pageCloseForm') },
        picture('M3.5 3.5l9 9M12.5 3.5l-9 9'),
      );
      const section = element(
        'section',
        { 'aria-label': title },
        element(
          'header',
          {},
          element('b', {}, pageText('extensionName')),
          element('p', {}, pageText('pageFormOfTicket', String(ticketId))),
          closeButton,
        ),
        frame,
      );
      const host = createHost('docket-panel', section);
      dressHost(host, 'side', theme);
      shown = { host, frame, origin: new URL(browser.runtime.getURL('/')).origin, ticketId };
      closeButton.addEventListener('click', close);
      section.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return;
        // The page's own dialogs listen for Escape too.
        event.stopPropagation();
        close();
      });
      addEventListener('message', hear);
      document.body.append(host);
      frame.focus();
    },
    focus: () => shown?.frame.focus(),
    close,
  };
}
