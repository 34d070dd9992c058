import { type AuthorizedDeps, type AuthorizedRequest, authorizedRequest } from '../../http/authorized-request';
import { UnreadableError } from '../../http/errors';
import { parseAnswer } from '../../http/parse-answer';
import type { HttpAnswer } from '../../http/request';
import { toHaloError } from './halo-error';
import { HaloAgent, HaloControl, HaloPage, HaloSaved, HaloTicket } from './schemas';

/** What every call needs; `origin` is the tenant's, e.g. `https://acme.halopsa.com`. Errors: `halo-error.ts`. */
export type HaloDeps = AuthorizedDeps;

export async function getMe(deps: HaloDeps): Promise<HaloAgent> {
  const answer = await call(deps, { method: 'GET', path: '/api/Agent/me' });
  return parseAnswer(HaloAgent, answer.json(), answer.host);
}

/** Disabled agents too: tickets still name them. */
export async function listAgents(deps: HaloDeps): Promise<readonly unknown[]> {
  const query = { includeenabled: true, includedisabled: true };
  return listRows(await call(deps, { method: 'GET', path: '/api/Agent', query }), ['agents', 'results']);
}

/** With the public holidays of each. */
export async function listWorkdays(deps: HaloDeps): Promise<readonly unknown[]> {
  const query = { showholidays: true };
  return listRows(await call(deps, { method: 'GET', path: '/api/Workday', query }), ['workdays']);
}

/** What touches the days from `from` to `to` (`YYYY-MM-DD`). Leave that waits for approval comes too: a warning too many does no harm. */
export async function listHolidays(deps: HaloDeps, from: string, to: string): Promise<readonly unknown[]> {
  const bounds = { start_date: `${from}T00:00:00`, end_date: `${to}T23:59:59` };
  const query = { ...bounds, inclusive_start: true, inclusive_end: true };
  return listRows(await call(deps, { method: 'GET', path: '/api/Holiday', query }), ['holidays']);
}

export async function getControl(deps: HaloDeps): Promise<HaloControl> {
  const answer = await call(deps, { method: 'GET', path: '/api/Control' });
  return parseAnswer(HaloControl, answer.json(), answer.host);
}

/** With details: without them the additional agents may be missing. */
export async function getTicket(deps: HaloDeps, id: number): Promise<HaloTicket> {
  const query = { includedetails: true };
  const answer = await call(deps, { method: 'GET', path: `/api/Tickets/${id}`, query });
  return parseAnswer(HaloTicket, answer.json(), answer.host);
}

export interface AppointmentQuery {
  readonly agentIds: readonly number[];
  /** Date-times in Halo's form. */
  readonly from: string;
  readonly to: string;
}

const pageSize = 100;
/** More than any agent has in a window: a server that never comes to an end is stopped here. */
const mostPages = 200;

/** The rows of a window, page by page, each row once. Series masters are left out: their occurrences are rows of their own. */
export async function* listAppointments(deps: HaloDeps, asked: AppointmentQuery): AsyncGenerator<readonly unknown[]> {
  const seen = new Set<unknown>();
  let received = 0;
  for (let pageNo = 1; pageNo <= mostPages; pageNo++) {
    const query = {
      agents: asked.agentIds.join(','),
      showall: true,
      showappointments: true,
      excluderecurringmaster: true,
      start_date: asked.from,
      end_date: asked.to,
      pageinate: true,
      page_no: pageNo,
      page_size: pageSize,
    };
    const answer = await call(deps, { method: 'GET', path: '/api/Appointment', query });
    const body = answer.json();
    const rows = unwrapList(body, ['appointments'], answer.host);
    received += rows.length;
    // Rows move to another page when somebody adds or removes one meanwhile.
    const fresh = rows.filter((row) => !seen.has(rowId(row)));
    for (const row of fresh) seen.add(rowId(row) ?? row);
    yield fresh;
    if (Array.isArray(body)) return;
    const page = parseAnswer(HaloPage, body, answer.host);
    const isLast =
      page.record_count == null ? rows.length < (page.page_size ?? pageSize) : received >= page.record_count;
    if (isLast || rows.length === 0) return;
    if (fresh.length === 0) throw new UnreadableError(`${answer.host} repeats a page of its list`, answer.host);
  }
  throw new UnreadableError('The list of appointments does not end', new URL(deps.origin).host);
}

export async function getAppointment(deps: HaloDeps, id: string): Promise<unknown> {
  const path = `/api/Appointment/${encodeURIComponent(id)}`;
  return (await call(deps, { method: 'GET', path, query: { includedetails: true } })).json();
}

/** Creates (no `id`) or updates some fields (with `id`): Halo takes and gives arrays. Never repeated by itself. */
export async function postAppointment(
  deps: HaloDeps,
  fields: Readonly<Record<string, unknown>>,
): Promise<{ readonly saved: HaloSaved; readonly row: unknown; readonly host: string }> {
  const answer = await call(deps, { method: 'POST', path: '/api/Appointment', json: [fields] });
  const body = answer.json();
  const row: unknown = Array.isArray(body) ? body[0] : body;
  return { saved: parseAnswer(HaloSaved, row, answer.host), row, host: answer.host };
}

/** Leaves the copy in Exchange to Halo's own integration, which else would send cancellations. */
export async function deleteAppointment(deps: HaloDeps, id: string): Promise<void> {
  const path = `/api/Appointment/${encodeURIComponent(id)}`;
  await call(deps, { method: 'DELETE', path, query: { ignoreexchangedelete: true } });
}

async function call(deps: HaloDeps, asked: AuthorizedRequest): Promise<HttpAnswer> {
  const answer = await authorizedRequest(deps, asked);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw toHaloError(answer, deps.now());
}

function listRows(answer: HttpAnswer, names: readonly string[]): readonly unknown[] {
  return unwrapList(answer.json(), names, answer.host);
}

/** Lists come bare, under their own name or, on some versions, under another: then the first list there is. */
export function unwrapList(body: unknown, names: readonly string[], host: string): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body === 'object' && body !== null) {
    const fields = new Map<string, unknown>(Object.entries(body));
    for (const value of [...names.map((name) => fields.get(name)), ...fields.values()]) {
      if (Array.isArray(value)) return value;
    }
  }
  throw new UnreadableError(`${host} answered without a list`, host);
}

function rowId(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
}
