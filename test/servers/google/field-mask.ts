import { refusals } from './google-error';
import { isObject } from './merge-patch';

type Mask = Map<string, Mask | 'all'>;

/** Cuts an answer down to a `fields` selection such as `nextPageToken,items(id,start/dateTime)`. */
export function applyFieldMask(answer: unknown, fields: string | null): unknown {
  if (fields === null || fields === '*') return answer;
  const reader = { text: fields.replaceAll(/\s/g, ''), at: 0 };
  const mask = readMask(reader);
  if (reader.at < reader.text.length) throw badSelection(fields);
  return select(answer, mask);
}

function readMask(reader: { readonly text: string; at: number }): Mask {
  const mask: Mask = new Map();
  do {
    const [name = ''] = /^[\w*-]+/.exec(reader.text.slice(reader.at)) ?? [];
    if (name === '') throw badSelection(reader.text);
    reader.at += name.length;
    mask.set(name, readRest(reader));
  } while (reader.text[reader.at] === ',' && reader.at++ >= 0);
  return mask;
}

function readRest(reader: { readonly text: string; at: number }): Mask | 'all' {
  switch (reader.text[reader.at]) {
    case '(': {
      reader.at += 1;
      const inner = readMask(reader);
      if (reader.text[reader.at] !== ')') throw badSelection(reader.text);
      reader.at += 1;
      return inner;
    }
    case '/': {
      reader.at += 1;
      const [name = ''] = /^[\w*-]+/.exec(reader.text.slice(reader.at)) ?? [];
      if (name === '') throw badSelection(reader.text);
      reader.at += name.length;
      return new Map([[name, readRest(reader)]]);
    }
    default:
      return 'all';
  }
}

function select(value: unknown, mask: Mask | 'all'): unknown {
  if (mask === 'all') return value;
  if (Array.isArray(value)) return value.map((item) => select(item, mask));
  if (!isObject(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const inner = mask.get(name) ?? mask.get('*');
    if (inner !== undefined) kept[name] = select(field, inner);
  }
  return kept;
}

function badSelection(fields: string) {
  return refusals.invalid('fields', `Invalid field selection ${fields}`);
}
