import { existsSync, readFileSync } from 'node:fs';
import { isObject, withoutNulls } from './merge-patch';

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly repeated?: boolean;
  readonly required?: boolean;
  readonly location?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly requiredIn?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly $ref?: string;
}

interface Method {
  readonly httpMethod: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, Schema>>;
  readonly request: string | null;
  readonly response: string | null;
  readonly scopes: readonly string[];
}

/** The reduced discovery document: schemas, methods and scopes without their prose. */
interface Discovery {
  readonly parameters: Readonly<Record<string, Schema>>;
  readonly methods: Readonly<Record<string, Method>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Compares traffic with Google's own description of it. Every finding is a sentence; none means it conforms. */
export interface DiscoveryCheck {
  query(method: string, search: URLSearchParams): readonly string[];
  /** `patch`: nulls are removals and nothing is required. */
  request(method: string, body: unknown, kind: 'complete' | 'patch'): readonly string[];
  answer(method: string, body: unknown): readonly string[];
  /** Checks a value against a schema by name, e.g. `Event`. */
  value(schema: string, value: unknown): readonly string[];
  scopes(method: string): readonly string[];
}

/** Reads the document beside the project; null where that folder is absent. */
export function readDiscoveryCheck(): DiscoveryCheck | null {
  const path = new URL('../../../../shared/data/google/calendar-v3.reduced.json', import.meta.url);
  if (!existsSync(path)) return null;
  const discovery: Discovery = JSON.parse(readFileSync(path, 'utf8'));
  return createDiscoveryCheck(discovery);
}

function createDiscoveryCheck(discovery: Discovery): DiscoveryCheck {
  return {
    query(method, search) {
      const known = { ...discovery.parameters, ...discovery.methods[method]?.parameters };
      const missing = Object.entries(known)
        .filter(([name, schema]) => schema.required === true && schema.location === 'query' && !search.has(name))
        .map(([name]) => `${method} needs the parameter "${name}"`);
      const wrong = [...new Set(search.keys())].flatMap((name) => {
        const schema = known[name];
        if (schema === undefined || schema.location !== 'query') return [`${method} has no parameter "${name}"`];
        const values = search.getAll(name);
        if (values.length > 1 && schema.repeated !== true) return [`${method} takes "${name}" once`];
        return values.flatMap((value) => checkText(schema, value, `${method}?${name}`));
      });
      return [...missing, ...wrong];
    },
    request(method, body, kind) {
      const schema = discovery.methods[method]?.request;
      if (schema === null || schema === undefined) return body === undefined ? [] : [`${method} takes no body`];
      const value = kind === 'patch' ? withoutNulls(body) : body;
      return checkValue(discovery, { $ref: schema }, value, method, kind === 'complete' ? method : null);
    },
    answer(method, body) {
      const schema = discovery.methods[method]?.response;
      if (schema === null || schema === undefined)
        return body === undefined ? [] : [`${method} answers without a body`];
      return checkValue(discovery, { $ref: schema }, body, method, null);
    },
    value: (schema, value) => checkValue(discovery, { $ref: schema }, value, schema, null),
    scopes: (method) => discovery.methods[method]?.scopes ?? [],
  };
}

function checkValue(
  discovery: Discovery,
  written: Schema,
  value: unknown,
  at: string,
  requiredFor: string | null,
): readonly string[] {
  const schema = written.$ref === undefined ? written : (discovery.schemas[written.$ref] ?? {});
  switch (schema.type) {
    case 'object': {
      if (!isObject(value)) return [`${at} is no object`];
      const { properties = {}, additionalProperties } = schema;
      const missing = Object.entries(properties)
        .filter(([name, field]) => isRequired(field, requiredFor) && value[name] === undefined)
        .map(([name]) => `${at}.${name} is missing`);
      const wrong = Object.entries(value).flatMap(([name, field]) => {
        if (field === undefined) return [];
        const known = properties[name] ?? additionalProperties;
        if (known === undefined) return [`${at}.${name} is unknown`];
        return checkValue(discovery, known, field, `${at}.${name}`, requiredFor);
      });
      return [...missing, ...wrong];
    }
    case 'array': {
      const { items = { type: 'any' } } = schema;
      if (!Array.isArray(value)) return [`${at} is no array`];
      return value.flatMap((item, index) => checkValue(discovery, items, item, `${at}[${index}]`, requiredFor));
    }
    case 'string':
      return typeof value === 'string' ? checkText(schema, value, at) : [`${at} is no text`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is neither true nor false`];
    case 'integer':
      return Number.isInteger(value) ? checkText(schema, String(value), at) : [`${at} is no whole number`];
    case 'number':
      return typeof value === 'number' ? [] : [`${at} is no number`];
    default:
      return [];
  }
}

function isRequired(schema: Schema, method: string | null): boolean {
  return method !== null && schema.requiredIn?.includes(method) === true;
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  // An event's time may leave the offset to its `timeZone`.
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/i,
  int32: /^-?\d{1,10}$/,
  int64: /^-?\d{1,19}$/,
};

function checkText(schema: Schema, value: string, at: string): readonly string[] {
  const { format, minimum, maximum } = schema;
  const pattern = format === undefined ? undefined : formats[format];
  if (pattern !== undefined && !pattern.test(value)) return [`${at} is no ${format}: ${value}`];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${at} cannot be "${value}"`];
  if (schema.type === 'boolean' && value !== 'true' && value !== 'false') return [`${at} is neither true nor false`];
  if (minimum !== undefined && Number(value) < Number(minimum)) return [`${at} is less than ${minimum}`];
  if (maximum !== undefined && Number(value) > Number(maximum)) return [`${at} is more than ${maximum}`];
  return [];
}
