import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isPageCommand, type PageCommandAnswer } from '../../lib/messages/page-command';
import { send } from '../../lib/messages/send';
import {
  type AppointmentAnchor,
  appointmentAnchor,
  isDarkPage,
  readTicketId,
  themeElement,
} from '../../lib/ticket-page/halo-ticket-page';
import { type AppointmentButton, createAppointmentButton } from './appointment-button';
import { type AttendeesField, createAttendeeFilling } from './attendee-filling';
import { createFormPanel } from './form-panel';
import { pageText, refusalText } from './page-text';

/** A page that changes all the time is looked at ten times a second, not at every change. */
const lookEveryMs = 100;
/** How long a page may take to draw its title bar, or to draw it again, before the button floats. */
const graceMs = 2_000;

// Registered at run time, for the one helpdesk that the agent has allowed: hence no matches.
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  noScriptStartedPostMessage: true,
  main(ctx) {
    const panel = createFormPanel(() => button?.focus());
    const filling = createAttendeeFilling((field) => {
      attendeesField = field;
      report();
    });
    const observer = new MutationObserver(() => {
      filling.notice();
      lookSoon();
    });

    let ticketId: number | null = null;
    let button: AppointmentButton | null = null;
    let updatedText = '';
    let missingSince: number | null = null;
    let placed: 'actions' | 'title' | 'floating' | null = null;
    let attendeesField: AttendeesField = 'notSeen';
    let reported = '';
    let isLookDue = false;
    let isAsking = false;
    /** The extension was updated while this page stayed open, and the agent has been told: the sentence stays. */
    let isTold = false;

    function lookSoon(): void {
      if (isLookDue) return;
      isLookDue = true;
      setTimeout(look, lookEveryMs);
    }

    function look(): void {
      isLookDue = false;
      // Asking whether the script is still valid ends it, and with it everything on the page, when it is not.
      if (isTold || ctx.isInvalid) return;
      const seen = readTicketId(location);
      if (seen !== ticketId) {
        ticketId = seen;
        missingSince = null;
        button?.say('');
        filling.end();
      }
      // Watching starts afresh each time: the page may have replaced the element that carries its theme.
      observer.disconnect();
      if (ticketId === null) {
        button?.remove();
        return;
      }
      observer.observe(document.documentElement, { childList: true, subtree: true });
      const theme = themeElement(document);
      if (theme !== null) observer.observe(theme, { attributeFilter: ['class'] });
      findPlace();
      filling.look(ticketId);
    }

    function findPlace(): void {
      const anchor = appointmentAnchor(document);
      if (anchor.kind === 'floating') {
        if (missingSince === null) {
          missingSince = performance.now();
          setTimeout(lookSoon, graceMs);
        }
        if (performance.now() < missingSince + graceMs) return;
      } else missingSince = null;
      placeButton(anchor);
      placed = anchor.kind;
      report();
    }

    /** Made when it is needed first: most pages of a helpdesk show no ticket. */
    function placeButton(anchor: AppointmentAnchor): void {
      // Read now: after an update of the extension the catalogue cannot be asked any more.
      updatedText ||= pageText('pageWasUpdated');
      button ??= createAppointmentButton(() => void openForm());
      button.place(anchor, pageTheme());
    }

    function pageTheme(): 'light' | 'dark' {
      return isDarkPage(document) ? 'dark' : 'light';
    }

    function report(): void {
      if (placed === null) return;
      const now = `${placed} ${attendeesField}`;
      if (now === reported) return;
      reported = now;
      void send('reportPage', { placed, attendeesField });
    }

    async function openForm(): Promise<void> {
      button?.say('');
      if (ticketId === null || isAsking) return;
      if (panel.openTicketId() === ticketId) {
        panel.focus();
        return;
      }
      const wanted = ticketId;
      isAsking = true;
      const reply = await send('openForm', { ticketId: wanted });
      isAsking = false;
      if (ctx.signal.aborted) return;
      if (reply.ok) panel.open({ ticketId: wanted, token: reply.answer.token, theme: pageTheme() });
      else {
        // The shortcut may come before the page has drawn its title bar.
        placeButton(appointmentAnchor(document));
        isTold = browser.runtime?.id === undefined;
        button?.say(isTold ? updatedText : refusalText(reply.problem));
      }
    }

    function answer(message: unknown, _sender: unknown, respond: (answer: PageCommandAnswer | null) => void): true {
      if (isPageCommand(message)) {
        look();
        void openForm();
        respond({ ticketId });
      } else respond(null);
      return true;
    }

    browser.runtime.onMessage.addListener(answer);
    ctx.addEventListener(window, 'wxt:locationchange', lookSoon);
    ctx.onInvalidated(() => {
      observer.disconnect();
      filling.end();
      panel.close();
      button?.remove();
      browser.runtime?.onMessage?.removeListener(answer);
    });
    look();
  },
});
