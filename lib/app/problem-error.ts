import type { Problem } from '../domain/problem';
import { accountKey } from '../storage/settings';
import { type Desk, isProblem } from './desk';

/** A problem on its way to the page that asked: thrown where it is known which side it comes from. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** The connection, or its problem thrown for the page that asked. */
export function connected<T extends object>(connection: T | Problem): T {
  if (isProblem(connection)) throw new ProblemError(connection);
  return connection;
}

/** The key of the helpdesk's account; without one thrown, so that no page says "there is none" of what is not shown. */
export async function connectedAccount({ readSettings }: Pick<Desk, 'readSettings'>): Promise<string> {
  const { helpdesk } = await readSettings();
  if (helpdesk === null) throw new ProblemError({ kind: 'notConnected', side: 'helpdesk' });
  return accountKey(helpdesk);
}

/** The problem that an error carries; null for any other error. By its name: each script of the worker has its own class. */
export function problemIn(error: unknown): Problem | null {
  return error instanceof Error && error.name === 'ProblemError' && 'problem' in error
    ? (error as ProblemError).problem
    : null;
}
