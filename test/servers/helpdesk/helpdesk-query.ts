import { isHaloTime } from './appointment-fields';

/** Types as the vendor's file names them; `time` is a string there too, but only one form of it is known to work. */
export type ParameterType = 'bool' | 'int' | 'string' | 'time' | 'ids';
export type QueryRules = Readonly<Record<string, ParameterType>>;

export interface Query {
  /** A parameter that is absent is false. */
  isOn(name: string): boolean;
  /** For parameters that mean something else when they are absent. */
  text(name: string): string | null;
  number(name: string): number | null;
  ids(name: string): readonly number[] | null;
}

export type QueryReading =
  | { readonly kind: 'read'; readonly query: Query }
  | { readonly kind: 'refused'; readonly why: string };

/** Accepted on every call: clients of hosted tenants are seen to append it. */
const everywhere: QueryRules = { tenant: 'string' };

/** Reads a query by its rules: a parameter that is not in them, comes twice or has the wrong form refuses the request. */
export function readQuery(parameters: URLSearchParams, rules: QueryRules): QueryReading {
  const known: QueryRules = { ...rules, ...everywhere };
  const values = new Map<string, string>();
  for (const [name, value] of parameters) {
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) return { kind: 'refused', why: `the parameter "${name}" is not one of this call` };
    if (values.has(name)) return { kind: 'refused', why: `the parameter "${name}" stands twice` };
    if (!forms[type].test(value) || (type === 'time' && !isHaloTime(toFullTime(value))))
      return { kind: 'refused', why: `the parameter "${name}" is no ${type}: "${value}"` };
    values.set(name, type === 'time' ? toFullTime(value) : value);
  }
  return {
    kind: 'read',
    query: {
      isOn: (name) => values.get(name) === 'true',
      text: (name) => values.get(name) ?? null,
      number: (name) => numberOf(values.get(name)),
      ids: (name) => values.get(name)?.split(',').map(Number) ?? null,
    },
  };
}

const forms: Readonly<Record<ParameterType, RegExp>> = {
  bool: /^(true|false)$/,
  int: /^-?\d{1,10}$/,
  string: /^/,
  time: /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/,
  ids: /^\d{1,10}(,\d{1,10})*$/,
};

function toFullTime(value: string): string {
  return value.length === 10 ? `${value}T00:00:00` : value;
}

function numberOf(value: string | undefined): number | null {
  return value === undefined ? null : Number(value);
}
