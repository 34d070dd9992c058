import { type AuthorizedDeps, type AuthorizedRequest, authorizedRequest } from '../../http/authorized-request';
import { UnreadableError } from '../../http/errors';
import { parseAnswer } from '../../http/parse-answer';
import type { HttpAnswer } from '../../http/request';
import { toHaloError } from './halo-error';
import { HaloAgent, HaloControl, HaloPage, HaloTicket } from './schemas';

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
  /** Series masters alone; absent: everything else, since the occurrences of a series are rows of their own. */
  readonly only?: 'masters';
  /** Date-times in Halo's form; without them rows of any time come. */
  readonly between?: { readonly from: string; readonly to: string };
  /** By the time of the last change. Whether a tenant honours an order is not promised: look at the rows. */
  readonly order?: 'newestFirst' | 'oldestFirst' | undefined;
}

/** The most rows that a page is known to hold. */
export const mostPageRows = 100;

export interface AppointmentPage {
  readonly rows: readonly unknown[];
  /** Rows of the whole list; null where the answer does not say. */
  readonly total: number | null;
  /** Rows that a full page holds. */
  readonly size: number;
  /** A bare list is all there is. */
  readonly isWhole: boolean;
  readonly host: string;
}

/** Lists carry no notes; should a tenant's do, one row beyond belief is to be named and skipped, not to stop the others. */
const mostPageBytes = 32 * 1024 * 1024;

/** One page of the list, counted from 1. */
export async function getAppointmentPage(
  deps: HaloDeps,
  { agentIds, only, between, order }: AppointmentQuery,
  { pageNo, pageSize }: { readonly pageNo: number; readonly pageSize: number },
): Promise<AppointmentPage> {
  const query = {
    agents: agentIds.join(','),
    showall: true,
    showappointments: true,
    ...(only === 'masters' ? { isrecurringmaster: true } : { excluderecurringmaster: true }),
    ...(between === undefined ? {} : { start_date: between.from, end_date: between.to }),
    ...(order === undefined ? {} : { order: 'last_modified', orderdesc: order === 'newestFirst' }),
    pageinate: true,
    page_no: pageNo,
    page_size: pageSize,
  };
  const answer = await call(deps, { method: 'GET', path: '/api/Appointment', query, maxBytes: mostPageBytes });
  const { host } = answer;
  const body = answer.json();
  const rows = unwrapList(body, ['appointments'], host);
  if (Array.isArray(body)) return { rows, total: rows.length, size: pageSize, isWhole: true, host };
  const page = parseAnswer(HaloPage, body, host);
  return { rows, total: page.record_count ?? null, size: page.page_size ?? pageSize, isWhole: false, host };
}

export async function getAppointment(deps: HaloDeps, id: string): Promise<unknown> {
  const path = `/api/Appointment/${encodeURIComponent(id)}`;
  return (await call(deps, { method: 'GET', path, query: { includedetails: true } })).json();
}

/** Creates (no `id`) or updates some fields (with `id`): Halo takes and gives arrays. Never repeated by itself. */
export async function postAppointments(
  deps: HaloDeps,
  items: readonly Readonly<Record<string, unknown>>[],
): Promise<{ readonly rows: readonly unknown[]; readonly host: string }> {
  const answer = await call(deps, { method: 'POST', path: '/api/Appointment', json: items });
  const body = answer.json();
  return { rows: Array.isArray(body) ? body : [body], host: answer.host };
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
