// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { isFrameCloseRequest, requestFrameClose } from '../../../lib/messages/frame-close';

const extension = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';

/** What the frame's page posts to the page around it. */
function said(): unknown {
  const heard: unknown[] = [];
  const parent = Object.assign(Object.create(window), { postMessage: (words: unknown) => heard.push(words) });
  requestFrameClose(Object.assign(Object.create(window), { parent }));
  return heard[0];
}

const genuine = { isTrusted: true, source: window, origin: extension, data: said() };

test('the frame of the form can ask to be taken away', () => {
  expect(isFrameCloseRequest(genuine, window, extension)).toBe(true);
});

test.each([
  ['from the page around the frame', { source: Object.create(window) }],
  ['from what the page put into the frame', { origin: 'https://acme.halopsa.com' }],
  ['in an event that the page invented', { isTrusted: false }],
])('the same words %s are not heard', (_name, forged) => {
  expect(isFrameCloseRequest({ ...genuine, ...forged }, window, extension)).toBe(false);
});

test('other words, and a frame that is gone, are not heard', () => {
  expect(isFrameCloseRequest({ ...genuine, data: 'close' }, window, extension)).toBe(false);
  expect(isFrameCloseRequest({ ...genuine, source: null }, null, extension)).toBe(false);
});
