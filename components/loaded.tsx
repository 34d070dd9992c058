import type { ComponentChildren } from 'preact';
import type { Problem } from '../lib/domain/problem';
import { Icon } from './icon';
import { problemText } from './problem-text';
import { useTexts } from './texts';

/** Something that is read elsewhere and shown here. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly value: T };

/** What is there, or why it is not. */
export function LoadedView<T>(props: {
  readonly of: Loaded<T>;
  readonly loadingText?: string;
  readonly onTryAgain?: () => void;
  readonly children: (value: T) => ComponentChildren;
}) {
  const t = useTexts();
  switch (props.of.kind) {
    case 'loading':
      return (
        <p role="status" class="waiting-line">
          <span class="spinner" />
          {props.loadingText ?? t('optionsLoading')}
        </p>
      );
    case 'failed':
      return (
        <div class="stack-small">
          <ProblemNotice problem={props.of.problem} />
          {props.onTryAgain && (
            <p>
              <button type="button" class="button" onClick={props.onTryAgain}>
                {t('optionsTryAgain')}
              </button>
            </p>
          )}
        </div>
      );
    case 'ready':
      return <>{props.children(props.of.value)}</>;
  }
}

/** Where a section needs an account first: says so, and leads there. */
export function NotConnected({ text }: { readonly text: string }) {
  const t = useTexts();
  return (
    <div class="card stack-small">
      <p>{text}</p>
      <p>
        <a class="button" href="#accounts">
          {t('optionsToAccounts')}
        </a>
      </p>
    </div>
  );
}

export function isNotConnected<T>(of: Loaded<T>): boolean {
  return of.kind === 'failed' && of.problem.kind === 'notConnected';
}

export function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const t = useTexts();
  return <Notice tone="error">{problemText(t, problem)}</Notice>;
}

const icons = { error: 'warning', warning: 'warning', info: 'info', good: 'check' } as const;

/** Errors interrupt a screen reader; the other tones are read where they stand or announced politely. */
export function Notice(props: { readonly tone: keyof typeof icons; readonly children: ComponentChildren }) {
  return (
    <div class={`notice notice-${props.tone}`} {...(props.tone === 'error' && { role: 'alert' })}>
      <Icon name={icons[props.tone]} />
      <div class="notice-text">{props.children}</div>
    </div>
  );
}
