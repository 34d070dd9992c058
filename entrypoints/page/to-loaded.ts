import type { Loaded } from '../../components/loaded';
import type { Problem } from '../../lib/domain/problem';

type AnyReply<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly problem: Problem };

/** A reply of the background as something to show. */
export function toLoaded<T>(reply: AnyReply<T>): Loaded<T> {
  return reply.ok ? { kind: 'ready', value: reply.answer } : { kind: 'failed', problem: reply.problem };
}
