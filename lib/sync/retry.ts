import type { Problem } from '../domain/problem';

/** Whether a request that ended so may have taken effect all the same. */
export function mayHaveActed(problem: Problem): boolean {
  switch (problem.kind) {
    case 'offline':
    case 'timeout':
    case 'serverError':
    case 'unreadable':
    case 'unexpected':
      return true;
    case 'needsSignIn':
    case 'notConnected':
    case 'rateLimited':
    case 'refused':
    case 'notFound':
    case 'readOnlyCalendar':
    case 'changedMeanwhile':
    case 'invalidDraft':
    case 'notStored':
      return false;
  }
}

/** Whether every other request to the side would end the same. */
export function isOfSide(problem: Problem): boolean {
  return ['offline', 'needsSignIn', 'notConnected', 'rateLimited'].includes(problem.kind);
}

export interface RetryDeps {
  readonly now: () => number;
  /** 0 up to 1. */
  readonly random: () => number;
}

/** When to try again by itself (epoch ms); null when only the agent can help. */
export function retryAtMs(problem: Problem, tries: number, deps: RetryDeps): number | null {
  switch (problem.kind) {
    case 'rateLimited':
      return problem.retryAtMs;
    case 'offline':
    case 'timeout':
    case 'serverError':
    case 'changedMeanwhile':
      return backOffUntil(tries, deps);
    case 'unreadable':
    case 'unexpected':
    // It may be gone, or out of reach for a while: which, a listing and a read will say.
    case 'notFound':
      return tries < givenUpAfter ? backOffUntil(tries, deps) : null;
    case 'needsSignIn':
    case 'notConnected':
    case 'refused':
    case 'readOnlyCalendar':
    case 'invalidDraft':
    case 'notStored':
      return null;
  }
}

/** Answers that make no sense are asked for again this often before the agent is asked. */
const givenUpAfter = 5;

/** 15 s, 30 s, 1 min … at most 15 min, spread by a quarter so that clients do not come back together. */
function backOffUntil(tries: number, { now, random }: RetryDeps): number {
  return now() + Math.min(15_000 * 2 ** Math.min(tries - 1, 6), 15 * 60_000) * (1 + random() / 4);
}
