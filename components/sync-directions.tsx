import type { DirectionAction, SyncView } from '../lib/domain/sync-views';
import { type Saving, SavingLine } from './saving-line';
import type { SyncActions } from './sync-actions';
import { type TextKey, useTexts } from './texts';

const actions: readonly DirectionAction[] = ['create', 'update', 'delete'];
const actionNames: Record<DirectionAction, TextKey> = {
  create: 'syncActionCreate',
  update: 'syncActionUpdate',
  delete: 'syncActionDelete',
};
const sides = [
  { side: 'helpdesk', name: 'syncIntoHelpdesk' },
  { side: 'calendar', name: 'syncIntoCalendar' },
] as const;

/** Create, update, delete, each way. */
export function SyncDirections(
  props: { readonly allowed: SyncView['allowed']; readonly saving: Saving } & Pick<SyncActions, 'onChange'>,
) {
  const t = useTexts();
  return (
    <section class="card stack-small" aria-labelledby="sync-directions">
      <h2 id="sync-directions">{t('syncDirections')}</h2>
      <table class="table sync-matrix" aria-labelledby="sync-directions" aria-describedby="sync-directions-hint">
        <thead>
          <tr>
            <th scope="col">{t('syncColAction')}</th>
            {sides.map(({ side, name }) => (
              <th key={side} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actions.map((action) => (
            <tr key={action}>
              <th scope="row">{t(actionNames[action])}</th>
              {sides.map(({ side, name }) => (
                <td key={side}>
                  <label class="check sync-cell">
                    <input
                      type="checkbox"
                      checked={props.allowed[side][action]}
                      onChange={(event) =>
                        props.onChange({ allowed: { side, action, on: event.currentTarget.checked } })
                      }
                    />
                    <span class="visually-hidden">{t('syncDirectionOf', t(actionNames[action]), t(name))}</span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p id="sync-directions-hint" class="field-hint">
        {t('syncDirectionsHint')}
      </p>
      <SavingLine saving={props.saving} />
    </section>
  );
}
