import { useState } from 'preact/hooks';
import { Icon } from './icon';
import { useTexts } from './texts';

/** Puts a text on the clipboard and says so; where the clipboard is closed, says what to do instead. */
export function CopyButton(props: { readonly text: string; readonly label?: string; readonly about?: string }) {
  const t = useTexts();
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }
  return (
    <span class="copy">
      <button type="button" class="button button-small" onClick={copy}>
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
        {props.label ?? t('optionsCopy')}
        {props.about !== undefined && <span class="visually-hidden">: {props.about}</span>}
      </button>
      <span role="status" class="copy-outcome">
        {outcome === 'copied' && t('optionsCopied')}
        {outcome === 'failed' && t('optionsCopyFailed')}
      </span>
    </span>
  );
}
