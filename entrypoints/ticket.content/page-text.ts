import { browser } from 'wxt/browser';
import type { TextKey } from '../../components/texts';
import type { Problem } from '../../lib/domain/problem';

export function pageText(key: TextKey, value = ''): string {
  return browser.i18n.getMessage(key, value);
}

/** Why the form did not open, in one sentence; the popup says more. */
export function refusalText(problem: Problem): string {
  if (problem.kind === 'notConnected') return pageText('pageNotConnected');
  return pageText(problem.kind === 'needsSignIn' ? 'pageNeedsSignIn' : 'pageFormFailed');
}
