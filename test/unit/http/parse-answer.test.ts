import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { UnreadableError } from '../../../lib/http/errors';
import { parseAnswer, readRows } from '../../../lib/http/parse-answer';

const Row = z.looseObject({ id: z.int(), name: z.string() });

test('fields that nobody knows yet are kept', () => {
  expect(parseAnswer(Row, { id: 1, name: 'a', newer: true }, 'api.example')).toEqual({ id: 1, name: 'a', newer: true });
});

test('an answer in another form names the field and never its value', () => {
  const parse = () => parseAnswer(Row, { id: 1, name: { secret: 'hunter2' } }, 'api.example');
  expect(parse).toThrow(UnreadableError);
  expect(parse).toThrow(/name is not as expected/);
  expect(parse).not.toThrow(/hunter2/);
});

test('rows that cannot be read are named by id and left out, the others stay', () => {
  const rows = [{ id: 1, name: 'a' }, { id: 2 }, 'nonsense', { id: 'x', name: 3 }, { id: 4, name: 'refused' }];
  const read = readRows(rows, {
    what: 'event',
    schema: Row,
    map: ({ name }) => (name === 'refused' ? { unreadable: 'it was refused' } : name),
  });
  expect(read.values).toEqual(['a']);
  expect(read.skipped.map(({ what, id }) => `${what} ${id}`)).toEqual(['event 2', 'event ?', 'event x', 'event 4']);
  expect(read.skipped[3]?.reason).toBe('it was refused');
});
