import { browser } from 'wxt/browser';
import type { Agenda, PopupState, PopupView } from '../domain/popup-view';

const key = 'popup';
const agendaKey = 'agenda';

/** All that was prepared for the popup. The background alone writes it, so its shape is checked by the schema number only. */
export async function readPopupRecord(): Promise<PopupView | null> {
  const stored = await browser.storage.local.get([key, agendaKey]);
  const state = toState(stored[key]);
  const agenda = stored[agendaKey] as Agenda | undefined;
  return state === null || agenda === undefined ? null : { ...state, ...agenda };
}

/** The same without the agenda, which may be long. */
export async function readPopupState(): Promise<PopupState | null> {
  return toState((await browser.storage.local.get(key))[key]);
}

/** The record as its one writer sees it: the background. */
export interface PopupRecord {
  readState(): Promise<PopupState | null>;
  readAgenda(): Promise<Agenda | null>;
  /** `agenda` null: it stays as it is. */
  write(state: PopupState, agenda: Agenda | null): Promise<void>;
}

/** Remembers the state that it wrote last, since every run asks for it twice. To be made once: nobody else may write it. */
export function createPopupRecord(): PopupRecord {
  let known: PopupState | null = null;
  return {
    readState: async () => known ?? readPopupState(),
    readAgenda: async () => ((await browser.storage.local.get(agendaKey))[agendaKey] as Agenda | undefined) ?? null,
    async write(state, agenda) {
      // What could not be written is not what is stored.
      known = null;
      await browser.storage.local.set({ [key]: state, ...(agenda !== null && { [agendaKey]: agenda }) });
      known = state;
    },
  };
}

function toState(stored: unknown): PopupState | null {
  const state = stored as PopupState | undefined;
  return state?.schema === 3 ? state : null;
}
