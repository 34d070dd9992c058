import type { ReviewRow, ReviewView } from '../lib/domain/sync-views';
import { Icon, type IconName } from './icon';
import { type CountedText, countText, numberText } from './sync-count';
import { type Texts, useTexts } from './texts';

const groups: readonly { readonly action: ReviewRow['action']; readonly text: CountedText; readonly icon: IconName }[] =
  [
    { action: 'create', text: 'reviewCreate', icon: 'plus' },
    { action: 'update', text: 'reviewUpdate', icon: 'refresh' },
    { action: 'remove', text: 'reviewRemove', icon: 'minus' },
  ];

/** How many of each kind there are; a press leads to the first of them. Rows stand in the order of these groups. */
export function ReviewGroups(props: { readonly counts: ReviewView['counts']; onJump(index: number): void }) {
  const t = useTexts();
  const { counts } = props;
  const starts = { create: 0, update: counts.create, remove: counts.create + counts.update };
  return (
    <ul class="review-groups" aria-label={t('reviewGroups')}>
      {groups
        .filter(({ action }) => counts[action] > 0)
        .map(({ action, text, icon }) => (
          <li key={action}>
            <button
              type="button"
              class={`button button-small review-${action}`}
              onClick={() => props.onJump(starts[action])}
            >
              <Icon name={icon} />
              {countText(t, text, counts[action])}
            </button>
          </li>
        ))}
    </ul>
  );
}

/** The search, and ticking all or none of what it found. */
export function ReviewTools(props: {
  readonly search: string;
  /** Null: not known yet. */
  readonly found: number | null;
  readonly ticked: number;
  readonly total: number;
  onSearch(search: string): void;
  onTickAll(isOn: boolean): void;
}) {
  const t = useTexts();
  const isSearching = props.search.trim() !== '';
  return (
    <div class="review-tools">
      <div class="review-search">
        <label class="visually-hidden" for="review-search">
          {t('reviewSearch')}
        </label>
        <Icon name="search" />
        <input
          id="review-search"
          type="search"
          class="input"
          autocomplete="off"
          placeholder={t('reviewSearch')}
          value={props.search}
          onInput={(event) => props.onSearch(event.currentTarget.value)}
        />
      </div>
      <p class="row-actions">
        <button type="button" class="button button-small" onClick={() => props.onTickAll(true)}>
          {t(isSearching ? 'reviewTickFound' : 'reviewTickAll')}
        </button>
        <button type="button" class="button button-small" onClick={() => props.onTickAll(false)}>
          {t(isSearching ? 'reviewTickNoneFound' : 'reviewTickNone')}
        </button>
      </p>
      <p class="review-numbers" role="status">
        <span>{t('reviewTickedOf', numberText(props.ticked), numberText(props.total))}</span>
        {isSearching && <span>{foundText(t, props.found, props.search.trim())}</span>}
      </p>
    </div>
  );
}

function foundText(t: Texts, found: number | null, search: string): string {
  if (found === null) return t('reviewSearching');
  return found === 0 ? t('reviewFoundNone', search) : countText(t, 'reviewFound', found);
}
