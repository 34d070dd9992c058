import type { PopupState } from '../domain/popup-view';

/** What the agent has to act on, by cause: each is worth one notification. What repairs itself is none. */
export function attentionCauses(view: PopupState): readonly AttentionCause[] {
  const causes: AttentionCause[] = [];
  for (const side of ['helpdesk', 'calendar'] as const) {
    if (view[side].kind === 'needsSignIn') causes.push({ kind: 'signIn', side, key: `signIn:${side}` });
  }
  for (const item of view.attention) {
    if (item.retryAtMs !== null || item.problem.kind === 'needsSignIn') continue;
    causes.push({ kind: 'failed', side: item.side, key: `failed:${item.linkId}:${item.side}` });
  }
  const sync = view.sync.attention;
  if (sync !== null) causes.push({ kind: sync === 'failed' ? 'sync' : sync, side: 'helpdesk', key: `sync:${sync}` });
  return causes;
}

export interface AttentionCause {
  readonly kind: 'signIn' | 'failed' | 'brake' | 'conflicts' | 'sync';
  /** Where it happened; of no meaning for what concerns both. */
  readonly side: 'helpdesk' | 'calendar';
  readonly key: string;
}

/** The badge: "!" where the agent has to act, else how many saves wait, else nothing. */
export function badgeText(view: PopupState): string {
  if (attentionCauses(view).length > 0) return '!';
  const waiting = new Set(view.attention.map(({ linkId }) => linkId)).size;
  return waiting === 0 ? '' : String(Math.min(waiting, 99));
}
