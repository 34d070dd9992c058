import { existsSync, readFileSync } from 'node:fs';

interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean;
}

export interface HaloSchema {
  readonly schemas: Readonly<Record<string, SchemaNode>>;
  /** Query parameters by path as the vendor spells it, e.g. `/Appointment`, and method. */
  readonly parameters: (path: string, method: string) => readonly string[];
}

interface VendorFile {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly parameters?: readonly { readonly name: string; readonly in: string }[] }>>
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaNode>> };
}

const vendorFile = new URL('../../../../shared/data/halo/halo-api-v2.subset.json', import.meta.url);

/** The vendor's own description of the API (OpenAPI 3.0.1); null where the folder beside the project is absent. */
export const haloSchema: HaloSchema | null = readVendorFile();

/** What in `value` does not fit the vendor's schema of that name, in sentences; none where the file is absent. */
export function checkAgainstHalo(name: string, value: unknown): readonly string[] {
  return haloSchema === null ? [] : check(haloSchema, { $ref: name }, value, name);
}

function readVendorFile(): HaloSchema | null {
  if (vendorFile.protocol !== 'file:' || !existsSync(vendorFile)) return null;
  const file = JSON.parse(readFileSync(vendorFile, 'utf8')) as VendorFile;
  return {
    schemas: file.components.schemas,
    parameters: (path, method) =>
      (file.paths[path]?.[method]?.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
  };
}

function check(schema: HaloSchema, node: SchemaNode, value: unknown, at: string): readonly string[] {
  if (node.$ref !== undefined) {
    const target = schema.schemas[node.$ref.split('/').at(-1) ?? ''];
    // A reference cannot be marked nullable in OpenAPI 3.0, and the file leaves out what nobody here needs.
    return target === undefined || value === null ? [] : check(schema, target, value, at);
  }
  if (value === null) return node.nullable === true ? [] : [`${at} is null`];
  switch (node.type) {
    case 'object':
      return checkObject(schema, node, value, at);
    case 'array':
      if (!Array.isArray(value)) return [`${at} is no array`];
      return value.flatMap((item, index) => check(schema, node.items ?? {}, item, `${at}[${index}]`));
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at} is no integer`];
    case 'number':
    case 'boolean':
      return typeof value === node.type ? [] : [`${at} is no ${node.type}`];
    case 'string':
      return typeof value === 'string' && fitsFormat(value, node.format)
        ? []
        : [`${at} is no ${node.format ?? 'string'}`];
    default:
      return [];
  }
}

function checkObject(schema: HaloSchema, node: SchemaNode, value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
  return Object.entries(value).flatMap(([name, inner]) => {
    const property = Object.hasOwn(node.properties ?? {}, name) ? node.properties?.[name] : undefined;
    if (property !== undefined) return check(schema, property, inner, `${at}.${name}`);
    return node.additionalProperties === false ? [`${at} has no field "${name}"`] : [];
  });
}

function fitsFormat(value: string, format: string | undefined): boolean {
  switch (format) {
    case 'date-time':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(value);
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
    default:
      return true;
  }
}
