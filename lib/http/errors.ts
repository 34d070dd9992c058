/** Errors are few and named for what the caller does next. */

/** Sign in again. */
export class AuthError extends Error {
  override readonly name = 'AuthError';
}

/** Signed in, but not allowed to: the answer will be the same tomorrow. */
export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError';
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Wait until `retryAtMs` (epoch ms). */
export class RateLimitError extends Error {
  override readonly name = 'RateLimitError';
  readonly retryAtMs: number;

  constructor(message: string, retryAtMs: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAtMs = retryAtMs;
  }
}

/** Somebody changed the record: plan again. */
export class StaleEtagError extends Error {
  override readonly name = 'StaleEtagError';
}

/** Treat as deleted, after confirming it. */
export class GoneError extends Error {
  override readonly name = 'GoneError';
}

/** The cursor of a change list is no longer good: read everything. */
export class SyncTokenExpiredError extends Error {
  override readonly name = 'SyncTokenExpiredError';
}

/** An id that we chose is taken already. */
export class DuplicateError extends Error {
  override readonly name = 'DuplicateError';
}

/** The request is wrong; repeating it will not help. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** No answer, or a server fault: it may or may not have happened. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly reason: 'offline' | 'timeout' | 'server';
  readonly host: string;
  readonly status: number;

  constructor(
    message: string,
    reason: 'offline' | 'timeout' | 'server',
    host: string,
    status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.reason = reason;
    this.host = host;
    this.status = status;
  }
}

/** An answer that is not what the API promises (HTML, cut JSON, missing fields). */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly host: string;

  constructor(message: string, host: string, options?: ErrorOptions) {
    super(message, options);
    this.host = host;
  }
}
