const jsonHeaders = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...jsonHeaders, ...headers } });
}

export function plainText(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } });
}

// Clients have met four shapes of error bodies and plain text. Which comes when is not known, so each has its place here
// and a client has to read them all.

export function unauthorized(): Response {
  return json(401, { error: 'The access token is missing, expired or revoked.' }, { 'www-authenticate': 'Bearer' });
}

export function forbidden(why: string): Response {
  return json(403, { Message: why });
}

export function notFound(what: string): Response {
  return json(404, { resultCode: 404, errorMessage: `${what} was not found.` });
}

export function badRequest(why: string): Response {
  return json(400, { ClassName: 'System.ArgumentException', Message: why });
}

/** The sentence is the one that hosted tenants send. */
export function rateLimited(limit: number, windowSeconds: number, retryAfterSeconds: number | null): Response {
  return plainText(
    429,
    `Rate Limit Reached - ${limit} Requests per rolling ${windowSeconds / 60} minute window`,
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}

/** Errors of the token end point, RFC 6749 section 5.2. A client that is not accepted gets 401, as OpenIddict answers. */
export function tokenError(error: string, description: string): Response {
  return json(error === 'invalid_client' ? 401 : 400, { error, error_description: description });
}
