import { expect, test } from 'vitest';
import type { Draft } from '../../../lib/domain/draft';
import { draftContent } from '../../../lib/domain/draft-content';
import { copiesDates } from '../../../lib/domain/series-sync';
import { isWanted } from '../../../lib/sync/plan-link';
import { formViews } from '../../gallery/form-views';
import { madeSide, rulesOf } from '../sync/link-scene';

const filterNames = ['declined', 'free', 'allDay', 'private', 'otherTypes', 'tasks'] as const;
const window = { startMs: Date.parse('2026-01-01'), endMs: Date.parse('2028-01-01') };

/** Every way in which the form can make an appointment that a filter looks at. */
function drafts(): readonly Draft[] {
  const view = formViews['normal'];
  if (view === undefined) throw new Error('there is no such view');
  const { draft } = view;
  return [true, false].flatMap((allDay) =>
    [true, false].flatMap((isPrivate) =>
      (['busy', 'free'] as const).map((showAs) => ({ ...draft, allDay, isPrivate, showAs })),
    ),
  );
}

test('the form says of a series what the sync does with its dates, whatever the filters are set to', () => {
  for (let bits = 0; bits < 2 ** filterNames.length; bits += 1) {
    const isOn = (name: (typeof filterNames)[number]) => (bits & (2 ** filterNames.indexOf(name))) > 0;
    const filters = {
      ...{ declined: isOn('declined'), free: isOn('free'), allDay: isOn('allDay') },
      ...{ private: isOn('private'), otherTypes: isOn('otherTypes'), tasks: isOn('tasks') },
    };
    for (const draft of drafts()) {
      const record = madeSide({ content: draftContent(draft) });
      const isCopied = isWanted(record, 'calendar', rulesOf({ filters, window }));
      const said = copiesDates({ untilMs: 0, mayCreate: true, filters }, draft);
      expect({ filters, draft, said }).toEqual({ filters, draft, said: isCopied });
      expect(copiesDates({ untilMs: 0, mayCreate: false, filters }, draft)).toBe(false);
    }
  }
});
