import type { ServerDeps } from '../strict-server';
import type { Query, QueryRules } from './helpdesk-query';
import type { HelpdeskSettings, HelpdeskState, TokenRow } from './helpdesk-state';

/** What every route works on. */
export interface HelpdeskContext {
  readonly deps: ServerDeps;
  readonly state: HelpdeskState;
  readonly settings: HelpdeskSettings;
  /** Host name of the tenant. */
  readonly host: string;
  /** Name for the `tenant` parameter; empty for a self-hosted helpdesk, which has none. */
  readonly tenant: string;
}

export interface ApiCall {
  readonly request: Request;
  /** For sentences, e.g. `GET /api/Appointment`. */
  readonly name: string;
  readonly query: Query;
  /** What stands for `{id}` in the path; empty where the path has none. */
  readonly id: string;
  /** Who asks. */
  readonly token: TokenRow;
}

export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As the vendor spells it; paths are compared without case, as on the real thing. */
  readonly path: string;
  /** Null: any token will do. */
  readonly scope: string | null;
  readonly query: QueryRules;
  readonly answer: (context: HelpdeskContext, call: ApiCall) => Response | Promise<Response>;
}

/** The present as Halo writes it: UTC, to the second, without a zone mark. */
export function haloNow(context: HelpdeskContext): string {
  return toHaloTime(context.deps.now());
}

export function toHaloTime(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19);
}
