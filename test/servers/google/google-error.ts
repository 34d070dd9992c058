import type { ServerDeps } from '../strict-server';

interface ErrorDetails {
  readonly domain?: string;
  readonly locationType?: 'parameter' | 'header';
  readonly location?: string;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in Google's own words; `handle` turns it into the answer. */
export class GoogleApiError extends Error {
  override readonly name = 'GoogleApiError';
  readonly status: number;
  readonly reason: string;
  readonly details: ErrorDetails;

  constructor(status: number, reason: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.details = details;
  }

  toResponse(): Response {
    const { domain = 'global', locationType, location, extra, headers } = this.details;
    const place = locationType === undefined ? {} : { locationType, location };
    const errors = [{ domain, reason: this.reason, message: this.message, ...place }];
    const error = { code: this.status, message: this.message, errors, ...extra };
    return Response.json({ error }, { status: this.status, headers: headers ?? {} });
  }
}

// Statuses, reasons and messages: developers.google.com/workspace/calendar/api/guides/errors.
export const refusals = {
  notFound: () => new GoogleApiError(404, 'notFound', 'Not Found'),
  invalid: (location: string, message = 'Invalid Value') =>
    new GoogleApiError(400, 'invalid', message, { locationType: 'parameter', location }),
  required: (message: string) => new GoogleApiError(400, 'required', message),
  badField: (message: string) => new GoogleApiError(400, 'invalid', message),
  emptyRange: () =>
    new GoogleApiError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
      domain: 'calendar',
      locationType: 'parameter',
      location: 'timeMax',
    }),
  loginRequired: () => unauthorized('required', 'Login Required.'),
  badToken: () => unauthorized('authError', 'Invalid Credentials'),
  missingScope: (method: string) =>
    new GoogleApiError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
      headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="insufficient_scope"' },
      extra: {
        status: 'PERMISSION_DENIED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
            domain: 'googleapis.com',
            metadata: { service: 'calendar-json.googleapis.com', method },
          },
        ],
      },
    }),
  needsWriter: () =>
    new GoogleApiError(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.', {
      domain: 'calendar',
    }),
  notOrganizer: () =>
    new GoogleApiError(
      403,
      'forbiddenForNonOrganizer',
      'Shared properties can only be changed by the organizer of the event.',
      { domain: 'calendar' },
    ),
  duplicate: () => new GoogleApiError(409, 'duplicate', 'The requested identifier already exists.'),
  alreadyDeleted: () => new GoogleApiError(410, 'deleted', 'Resource has been deleted'),
  fullSyncRequired: () =>
    new GoogleApiError(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
      domain: 'calendar',
      locationType: 'parameter',
      location: 'syncToken',
    }),
  updatedMinTooLongAgo: () =>
    new GoogleApiError(
      410,
      'updatedMinTooLongAgo',
      'The requested minimum modification time lies too far in the past.',
      {
        domain: 'calendar',
        locationType: 'parameter',
        location: 'updatedMin',
      },
    ),
  conditionNotMet: () =>
    new GoogleApiError(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' }),
};

/** What Google says when it will not work for us now. */
export const quotaFaults = {
  rateLimitExceeded: () => new GoogleApiError(403, 'rateLimitExceeded', 'Rate Limit Exceeded', usageLimits),
  userRateLimitExceeded: () =>
    new GoogleApiError(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', usageLimits),
  quotaExceeded: () => new GoogleApiError(403, 'quotaExceeded', 'Calendar usage limits exceeded.', usageLimits),
  dailyLimitExceeded: () => new GoogleApiError(403, 'dailyLimitExceeded', 'Daily Limit Exceeded', usageLimits),
  tooManyRequests: () => new GoogleApiError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', usageLimits),
  internalError: () => new GoogleApiError(500, 'backendError', 'Internal error encountered.'),
  backendError: () => new GoogleApiError(503, 'backendError', 'Backend Error'),
} satisfies Record<string, () => GoogleApiError>;

/** A refusal that Google would not explain to anybody: the client itself is wrong, and the test must fail. */
export function violate(deps: Pick<ServerDeps, 'violation'>, sentence: string, location: string): GoogleApiError {
  deps.violation(`Google Calendar: ${sentence}`);
  return refusals.invalid(location, sentence);
}

const usageLimits: ErrorDetails = { domain: 'usageLimits' };

function unauthorized(reason: string, message: string): GoogleApiError {
  return new GoogleApiError(401, reason, message, {
    locationType: 'header',
    location: 'Authorization',
    extra: { status: 'UNAUTHENTICATED' },
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  });
}
