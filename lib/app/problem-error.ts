import type { Problem } from '../domain/problem';

/** A problem on its way to the page that asked: thrown where it is known which side it comes from. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}
