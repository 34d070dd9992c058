import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { toEventId } from '../../../../lib/calendars/google/event-id';

const key = 'a1b2c3d4-0000-4000-8000-000000000001';

test('an id is made of the letters and the length that Google takes', async () => {
  expect(await toEventId(key, 0)).toMatch(/^[a-v0-9]{52}$/);
});

test('the same creation has the same id, the next generation and another creation have another', async () => {
  const ids = await Promise.all([toEventId(key, 0), toEventId(key, 0), toEventId(key, 1), toEventId(`${key}1`, 0)]);
  expect(ids[0]).toBe(ids[1]);
  expect(new Set(ids).size).toBe(3);
});

test('the id is the digest in base32hex, bit by bit', async () => {
  const digest = createHash('sha256').update(`docket\n${key}\n0`).digest();
  const bits = [...digest]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(260, '0');
  const expected = bits
    .match(/.{5}/g)
    ?.map((five) => Number.parseInt(five, 2).toString(32))
    .join('');
  expect(await toEventId(key, 0)).toBe(expected);
});
