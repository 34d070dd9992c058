import { useState } from 'preact/hooks';
import type { SyncView } from '../lib/domain/sync-views';
import type { Saving } from './saving-line';
import type { SyncActions, SyncChange } from './sync-actions';
import { SyncDirections } from './sync-directions';
import { SyncFilters } from './sync-filters';
import { SyncPrivacy } from './sync-privacy';
import { SyncRange } from './sync-range';
import { SyncRules } from './sync-rules';

type Card = 'directions' | 'filters' | 'privacy' | 'rules' | 'range';

/** What the agent can set of the sync. What became of a change is said in the card in which it was made. */
export function SyncSettings(
  props: { readonly view: SyncView; readonly saving: Saving } & Pick<SyncActions, 'onChange'>,
) {
  const { view, onChange } = props;
  const [changed, setChanged] = useState<Card>('directions');
  function of(card: Card) {
    return {
      saving: card === changed ? props.saving : ({ kind: 'idle' } as const),
      onChange(change: SyncChange) {
        setChanged(card);
        onChange(change);
      },
    };
  }
  return (
    <>
      <SyncDirections allowed={view.allowed} {...of('directions')} />
      <SyncFilters view={view} {...of('filters')} />
      <SyncPrivacy privacy={view.privacy} {...of('privacy')} />
      <SyncRules view={view} {...of('rules')} />
      <SyncRange view={view} {...of('range')} />
    </>
  );
}
