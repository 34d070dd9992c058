import { isZone, readStamp } from './event-time';
import { refusals, violate } from './google-error';
import type { GoogleWorld } from './google-state';

type ParameterKind =
  | { readonly kind: 'text' | 'flag' | 'stamp' | 'zone'; readonly repeated?: boolean }
  | { readonly kind: 'count'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly repeated?: boolean };

/** The query parameters that a method knows. */
export type ParameterTable = Readonly<Record<string, ParameterKind>>;

/** Parameters that every method knows. */
const standard: ParameterTable = {
  alt: { kind: 'choice', values: ['json'] },
  fields: { kind: 'text' },
  key: { kind: 'text' },
  prettyPrint: { kind: 'flag' },
  quotaUser: { kind: 'text' },
};

export interface Query {
  has(name: string): boolean;
  text(name: string): string | null;
  all(name: string): readonly string[];
  flag(name: string): boolean;
  count(name: string, fallback: number): number;
  /** Epoch milliseconds. */
  stamp(name: string): number | null;
  /** The parameters by which two requests of one listing are compared. */
  fingerprint(except: readonly string[]): string;
}

/** Reads and checks the query of a request. Unknown parameters are violations, bad values are refused as Google does. */
export function readQuery(world: GoogleWorld, search: URLSearchParams, table: ParameterTable): Query {
  const known: ParameterTable = { ...standard, ...table };
  for (const name of new Set(search.keys())) {
    const kind = known[name];
    if (kind === undefined) throw violate(world, `the parameter "${name}" is unknown here`, name);
    const values = search.getAll(name);
    if (values.length > 1 && !('repeated' in kind && kind.repeated === true)) {
      throw violate(world, `the parameter "${name}" cannot be repeated`, name);
    }
    for (const value of values) if (!isValid(value, kind)) throw refusals.invalid(name, `Invalid value '${value}'.`);
  }
  return {
    has: (name) => search.has(name),
    text: (name) => search.get(name),
    all: (name) => search.getAll(name),
    flag: (name) => search.get(name) === 'true',
    count: (name, fallback) => Number(search.get(name) ?? fallback),
    stamp: (name) => readStamp(search.get(name) ?? ''),
    fingerprint: (except) =>
      [...search]
        .filter(([name]) => !except.includes(name) && standard[name] === undefined)
        .map(([name, value]) => `${name}=${value}`)
        .sort()
        .join('&'),
  };
}

function isValid(value: string, kind: ParameterKind): boolean {
  switch (kind.kind) {
    case 'text':
      return value !== '';
    case 'flag':
      return value === 'true' || value === 'false';
    case 'stamp':
      return readStamp(value) !== null;
    case 'zone':
      return isZone(value);
    case 'count':
      return /^\d+$/.test(value) && Number(value) >= kind.least && Number(value) <= kind.most;
    case 'choice':
      return kind.values.includes(value);
  }
}
