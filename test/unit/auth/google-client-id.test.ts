import { expect, test } from 'vitest';
import { readGoogleClientId } from '../../../lib/auth/google-client-id';

test.each(['docket-web.apps.googleusercontent.com', ' 123456789012-ab12cd34ef.apps.googleusercontent.com\n'])(
  'the whole client ID "%s" is taken, without the spaces around it',
  (typed) => {
    expect(readGoogleClientId(typed)).toEqual({ kind: 'ok', clientId: typed.trim() });
  },
);

test.each([
  ['', 'empty'],
  ['123456789012-ab12cd34ef', 'cutShort'],
  ['123456789012-ab12cd34ef.apps', 'cutShort'],
  ['123456789012-ab12cd34ef.apps.googleusercontent', 'cutShort'],
  ['GOCSPX-abcdefghijklmnop', 'secret'],
  ['leah.novak@acme.example', 'notAClientId'],
  ['https://123-ab.apps.googleusercontent.com', 'notAClientId'],
  ['123-ab.apps.googleusercontent.com.evil.example', 'notAClientId'],
])('"%s" is refused: %s', (typed, why) => {
  expect(readGoogleClientId(typed)).toEqual({ kind: 'bad', why });
});
