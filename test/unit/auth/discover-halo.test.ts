import { expect, test } from 'vitest';
import { discoverHalo } from '../../../lib/auth/discover-halo';
import { jsonAnswer, noNet, scriptedNet } from './sign-in-fixtures';

const origin = 'https://acme.halopsa.com';

test('a hosted tenant is found with its sign-in address and its name', async () => {
  const net = scriptedNet(() => jsonAnswer({ auth_url: 'https://acme.halopsa.com/auth/', tenant_id: 'acme', more: 1 }));
  expect(await discoverHalo(net, origin)).toEqual({
    kind: 'found',
    authUrl: 'https://acme.halopsa.com/auth',
    tenant: 'acme',
  });
  expect(net.sent.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET https://acme.halopsa.com/api/authinfo']);
});

test('the sign-in may live on another host', async () => {
  const net = scriptedNet(() => jsonAnswer({ auth_url: 'https://auth.haloservicedesk.com', tenant_id: 'acme' }));
  expect(await discoverHalo(net, origin)).toMatchObject({ kind: 'found', authUrl: 'https://auth.haloservicedesk.com' });
});

test.each([
  [{ auth_url: 'https://helpdesk.acme.example/auth' }],
  [{ auth_url: 'https://helpdesk.acme.example/auth', tenant_id: null }],
  [{ auth_url: 'https://helpdesk.acme.example/auth', tenant_id: '' }],
])("a server of the organisation's own names no tenant: %j", async (info) => {
  expect(
    await discoverHalo(
      scriptedNet(() => jsonAnswer(info)),
      origin,
    ),
  ).toMatchObject({ kind: 'found', tenant: null });
});

test.each<[string, () => Response]>([
  ['404', () => jsonAnswer({}, 404)],
  ['401', () => jsonAnswer({}, 401)],
  ['a web page', () => new Response('<!doctype html><title>Welcome</title>', { status: 200 })],
  ['JSON without auth_url', () => jsonAnswer({ hello: 'world' })],
  ['cut JSON', () => new Response('{"auth_url":"https://a', { status: 200 })],
  ['an auth_url that is no text', () => jsonAnswer({ auth_url: 7 })],
  ['an auth_url that is no address', () => jsonAnswer({ auth_url: '/auth' })],
  ['an auth_url without encryption', () => jsonAnswer({ auth_url: 'http://acme.halopsa.com/auth' })],
  ['an auth_url with a password', () => jsonAnswer({ auth_url: 'https://a:b@acme.halopsa.com/auth' })],
  ['an auth_url that is a script', () => jsonAnswer({ auth_url: 'javascript:alert(1)' })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } })],
])('an address that answers with %s is no Halo', async (_what, answer) => {
  expect(await discoverHalo(scriptedNet(answer), origin)).toMatchObject({ kind: 'refused', reason: 'notHalo' });
});

test.each([500, 503, 429])(
  'a helpdesk that answers %i is not reachable for now, and not taken for a wrong address',
  async (status) => {
    const net = scriptedNet(() => new Response('', { status }));
    expect(await discoverHalo(net, origin)).toEqual({
      kind: 'refused',
      reason: 'notReachable',
      detail: `acme.halopsa.com: ${status}`,
    });
  },
);

test('without a network the address is not reachable', async () => {
  expect(await discoverHalo(noNet(), origin)).toMatchObject({ kind: 'refused', reason: 'notReachable' });
});
