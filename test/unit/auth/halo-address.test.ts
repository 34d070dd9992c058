import { expect, test } from 'vitest';
import { readHelpdeskAddress } from '../../../lib/auth/halo-address';

test.each([
  ['acme.halopsa.com', 'https://acme.halopsa.com'],
  ['  acme.halopsa.com  ', 'https://acme.halopsa.com'],
  ['\u200bacme.halopsa.com\u200b', 'https://acme.halopsa.com'],
  ['ACME.HaloPSA.com', 'https://acme.halopsa.com'],
  ['acme.halopsa.com/', 'https://acme.halopsa.com'],
  ['acme.halopsa.com/tickets?area=1&mainview=team', 'https://acme.halopsa.com'],
  ['https://acme.halopsa.com/ticket?id=0001001#notes', 'https://acme.halopsa.com'],
  ['HTTPS://ACME.HALOITSM.COM/ticket?id=1', 'https://acme.haloitsm.com'],
  ['//acme.halopsa.com/tickets', 'https://acme.halopsa.com'],
  ['acme.halopsa.com.', 'https://acme.halopsa.com'],
  ['support.bücher.example', 'https://support.xn--bcher-kva.example'],
  ['helpdesk.acme.example:8443/ticket?id=5', 'https://helpdesk.acme.example:8443'],
  ['https://acme.halopsa.com:443/', 'https://acme.halopsa.com'],
  ['https://helpdesk/ticket?id=5', 'https://helpdesk'],
  ['trial.uat.halopsa.com', 'https://trial.uat.halopsa.com'],
])('"%s" is read as %s', (typed, origin) => {
  expect(readHelpdeskAddress(typed)).toEqual({ kind: 'ok', origin });
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['\u200b', 'empty'],
  ['acme', 'incomplete'],
  ['http://acme.halopsa.com', 'notHttps'],
  ['HTTP://acme.halopsa.com/ticket?id=1', 'notHttps'],
  ['ftp://acme.halopsa.com', 'notAnAddress'],
  ['chrome://extensions', 'notAnAddress'],
  ['javascript:alert(1)', 'notAnAddress'],
  ['acme halopsa com', 'notAnAddress'],
  ['https://', 'notAnAddress'],
  ['acme..halopsa.com', 'notAnAddress'],
  ['leah@acme.halopsa.com', 'hasPassword'],
  ['https://leah:secret@acme.halopsa.com/', 'hasPassword'],
  ['10.0.0.5', 'ipAddress'],
  ['https://192.168.1.20:8443/ticket?id=1', 'ipAddress'],
  ['https://0x0a000005/', 'ipAddress'],
  ['https://[::1]/', 'ipAddress'],
  ['halopsa.com', 'noTenant'],
  ['www.halopsa.com', 'noTenant'],
  ['https://haloitsm.com/guides', 'noTenant'],
  ['halocrm.io', 'noTenant'],
  ['usehalo.com', 'noTenant'],
  ['HaloServiceSolutions.com', 'noTenant'],
])('"%s" is refused: %s', (typed, why) => {
  expect(readHelpdeskAddress(typed)).toEqual({ kind: 'bad', why });
});
