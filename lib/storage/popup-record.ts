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

export async function readPopupAgenda(): Promise<Agenda | null> {
  return ((await browser.storage.local.get(agendaKey))[agendaKey] as Agenda | undefined) ?? null;
}

/** `agenda` null: it stays as it is. */
export async function writePopupRecord(state: PopupState, agenda: Agenda | null): Promise<void> {
  await browser.storage.local.set({ [key]: state, ...(agenda !== null && { [agendaKey]: agenda }) });
}

function toState(stored: unknown): PopupState | null {
  const state = stored as PopupState | undefined;
  return state?.schema === 3 ? state : null;
}
