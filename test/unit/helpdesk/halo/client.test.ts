import { expect, test } from 'vitest';
import { getAppointment, unwrapList } from '../../../../lib/helpdesk/halo/client';
import { UnreadableError } from '../../../../lib/http/errors';
import { answerPages } from './answer-pages';

test.each([
  ['bare', [{ id: 1 }]],
  ['under its name', { record_count: 1, others: [], agents: [{ id: 1 }] }],
  ['under another name', { record_count: 1, results: [{ id: 1 }] }],
])('a list %s is found', (_where, body) => {
  expect(unwrapList(body, ['agents'], 'acme.halopsa.com')).toEqual([{ id: 1 }]);
});

test.each([null, 'words', { record_count: 0 }])('an answer without a list is not an empty list: %s', (body) => {
  expect(() => unwrapList(body, ['agents'], 'acme.halopsa.com')).toThrow(UnreadableError);
});

test('an id from outside cannot lead to another address', async () => {
  const deps = answerPages(() => ({}));
  await getAppointment(deps, '../Control?x=1');
  expect(deps.urls[0]?.pathname).toBe('/api/Appointment/..%2FControl%3Fx%3D1');
});
