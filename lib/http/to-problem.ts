import type { Side } from '../domain/appointment';
import type { Problem } from '../domain/problem';
import {
  AuthError,
  DuplicateError,
  ForbiddenError,
  GoneError,
  RateLimitError,
  RejectedError,
  StaleEtagError,
  UnreachableError,
  UnreadableError,
} from './errors';

/** What an error of a client means to the agent. Server words are cut: they are shown, and may be anything. */
export function toProblem(error: unknown, side: Side): Problem {
  if (error instanceof AuthError) return { kind: 'needsSignIn', side };
  if (error instanceof RateLimitError) return { kind: 'rateLimited', side, retryAtMs: error.retryAtMs };
  if (error instanceof ForbiddenError || error instanceof RejectedError) {
    return { kind: 'refused', side, status: error.status, detail: cut(error.message) };
  }
  if (error instanceof StaleEtagError) return { kind: 'changedMeanwhile', side };
  if (error instanceof GoneError) return { kind: 'notFound', what: cut(error.message) };
  if (error instanceof DuplicateError) return { kind: 'refused', side, status: 409, detail: cut(error.message) };
  if (error instanceof UnreadableError) return { kind: 'unreadable', host: error.host, detail: cut(error.message) };
  if (error instanceof UnreachableError) {
    switch (error.reason) {
      case 'offline':
        return { kind: 'offline' };
      case 'timeout':
        return { kind: 'timeout', host: error.host };
      case 'server':
        return { kind: 'serverError', host: error.host, status: error.status };
    }
  }
  return { kind: 'unexpected', detail: cut(error instanceof Error ? error.message : String(error)) };
}

function cut(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}
