import type { Side } from '../../lib/domain/appointment';
import type { ContentField } from '../../lib/domain/content-fields';
import type { SyncRules } from '../../lib/sync/rules';
import { createRandom, type Random } from './random';

/** What a person does on a side. `item` names the thing it is done to, `e` makes what is written unlike all else. */
export type PersonOp =
  | { readonly do: 'create'; readonly side: Side; readonly item: number; readonly e: number }
  | {
      readonly do: 'edit';
      readonly side: Side;
      readonly item: number;
      readonly e: number;
      readonly fields: readonly UniqueField[];
    }
  | { readonly do: 'same'; readonly item: number; readonly e: number; readonly fields: readonly UniqueField[] }
  | { readonly do: 'flag'; readonly side: Side; readonly item: number; readonly flag: 'isPrivate' | 'showAs' }
  | { readonly do: 'delete'; readonly side: Side; readonly item: number }
  /** Of an item, as another one. */
  | { readonly do: 'copy'; readonly side: Side; readonly item: number; readonly as: number; readonly e: number }
  | { readonly do: 'createSeries'; readonly item: number; readonly e: number; readonly rule: number }
  | {
      readonly do: 'editOccurrence';
      readonly side: Side;
      readonly item: number;
      readonly e: number;
      readonly at: number;
      readonly fields: readonly UniqueField[];
    }
  | { readonly do: 'cancelOccurrence'; readonly side: Side; readonly item: number; readonly at: number }
  | { readonly do: 'split'; readonly item: number; readonly e: number; readonly at: number }
  | { readonly do: 'editSeries'; readonly item: number; readonly e: number; readonly rule: number | null };

/** Fields that can be written with a value of their own each time. */
export type UniqueField = Extract<ContentField, 'subject' | 'notes' | 'location' | 'span' | 'attendees'>;
export const uniqueFields = [
  'subject',
  'notes',
  'location',
  'span',
  'attendees',
] as const satisfies readonly UniqueField[];

export type FaultKind =
  | 'notSent'
  | 'lostAnswer'
  /** It acts after everybody has stopped waiting for it. */
  | 'late'
  /** The browser sends it twice, since the connection broke; the helpdesk then makes two. */
  | 'repeated'
  | 'serverError'
  | 'lateServerError'
  | 'rateLimit'
  | 'stale'
  | 'taken'
  | 'expired'
  | 'html'
  | 'auth'
  | 'forbidden'
  | 'notFound';

/** What happens during a run, at its n-th await or its n-th request. */
export type Trouble =
  | { readonly at: number; readonly what: 'death' }
  | { readonly at: number; readonly what: 'person'; readonly op: PersonOp }
  | { readonly at: number; readonly what: 'fault'; readonly kind: FaultKind };

export type RuleChange = Partial<Pick<SyncRules, 'twoWay' | 'conflictRule' | 'privacy'>> & {
  readonly filters?: Partial<SyncRules['filters']>;
  readonly forbidden?: readonly (readonly [Side, 'create' | 'update' | 'delete'])[];
};

export type Op =
  | PersonOp
  /** The form is saved and worked on at once, as the form does it: without a reading. */
  | {
      readonly do: 'save';
      readonly item: number;
      readonly e: number;
      readonly mail: 'nobody' | 'everybody';
      readonly troubles: readonly Trouble[];
    }
  /** What is owed to saves is tried again, without a reading. */
  | { readonly do: 'retrySaves' }
  /** A save while a run is under way. */
  | { readonly do: 'saveDuringRun'; readonly item: number; readonly e: number; readonly troubles: readonly Trouble[] }
  | {
      readonly do: 'run';
      readonly want: 'changes' | 'listing';
      readonly pages: 'plain' | 'repeated' | 'short';
      readonly troubles: readonly Trouble[];
      /** In which browser profile of the agent, where there are two; absent: the first. */
      readonly profile?: 'second';
      /** The other profile has a run of its own before this request of this one. */
      readonly otherAt?: number;
    }
  | { readonly do: 'wait'; readonly ms: number }
  /** The clock is wrong by so much from now on. */
  | { readonly do: 'clock'; readonly offMs: number }
  | { readonly do: 'expire'; readonly side: Side }
  | { readonly do: 'rules'; readonly change: RuleChange }
  | { readonly do: 'token'; readonly side: Side; readonly is: 'revoked' | 'good' }
  | { readonly do: 'empty'; readonly side: Side; readonly is: 'empty' | 'full' };

export interface History {
  readonly seed: number;
  readonly pageSize: number;
  /** How the helpdesk can be read. */
  readonly helpdeskReading: 'changes' | 'listings';
  /** Of the order in which links are worked on. */
  readonly keyFactor: number;
  readonly ops: readonly Op[];
}

const sides = ['helpdesk', 'calendar'] as const;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A history that the seed repeats. `series`: some items are series. `troubles`: things go wrong. */
export function makeHistory(
  seed: number,
  { length = 18, hasTroubles = true }: { readonly length?: number; readonly hasTroubles?: boolean } = {},
): History {
  const random = createRandom(seed);
  const maker = createMaker(random, random.chance(0.3));
  const ops: Op[] = [maker.first()];
  const calm = { do: 'run', want: 'changes', pages: 'plain', troubles: [] } as const;
  while (ops.length < length) {
    const dice = random.next();
    if (dice < 0.5) ops.push(maker.person());
    else if (dice < 0.57) ops.push(maker.save(hasTroubles));
    else if (dice < 0.86) ops.push(hasTroubles ? maker.run() : calm);
    else if (dice < 0.92) ops.push({ do: 'wait', ms: random.pick([minuteMs, hourMs, dayMs, 20 * dayMs]) });
    else if (hasTroubles) ops.push(maker.circumstance());
  }
  return {
    seed,
    pageSize: random.pick([1, 2, 3, 50]),
    helpdeskReading: random.chance(0.15) ? 'listings' : 'changes',
    keyFactor: 7919,
    ops,
  };
}

function createMaker(random: Random, hasSeries: boolean) {
  let items = 0;
  let edits = 0;
  const seriesItems: number[] = [];
  const newItem = () => ++items;
  const newEdit = () => ++edits;
  const side = () => random.pick(sides);
  const item = () => 1 + random.whole(Math.max(1, items));
  const fields = (): readonly UniqueField[] => {
    const one = random.pick(uniqueFields);
    return random.chance(0.3) ? [...new Set([one, random.pick(uniqueFields)])] : [one];
  };

  function create(): PersonOp {
    if (hasSeries && random.chance(0.4)) {
      const made = newItem();
      seriesItems.push(made);
      return { do: 'createSeries', item: made, e: newEdit(), rule: random.whole(8) };
    }
    return { do: 'create', side: side(), item: newItem(), e: newEdit() };
  }

  function ofSeries(of: number): PersonOp {
    const at = random.whole(12);
    const dice = random.next();
    if (dice < 0.4) return { do: 'editOccurrence', side: side(), item: of, e: newEdit(), at, fields: fields() };
    if (dice < 0.6) return { do: 'cancelOccurrence', side: side(), item: of, at };
    if (dice < 0.75) return { do: 'split', item: of, e: newEdit(), at };
    if (dice < 0.92) {
      return { do: 'editSeries', item: of, e: newEdit(), rule: random.chance(0.5) ? random.whole(8) : null };
    }
    return { do: 'delete', side: 'calendar', item: of };
  }

  function person(): PersonOp {
    const dice = random.next();
    if (items < 2 || dice < 0.2) return create();
    const [first, ...rest] = seriesItems;
    if (first !== undefined && random.chance(0.5)) return ofSeries(random.pick([first, ...rest]));
    if (dice < 0.72) return { do: 'edit', side: side(), item: item(), e: newEdit(), fields: fields() };
    if (dice < 0.78) return { do: 'same', item: item(), e: newEdit(), fields: fields() };
    if (dice < 0.82) return { do: 'flag', side: 'calendar', item: item(), flag: random.pick(['isPrivate', 'showAs']) };
    return { do: 'delete', side: side(), item: item() };
  }

  function trouble(within = 60): Trouble {
    const dice = random.next();
    if (dice < 0.3) return { at: 1 + random.whole(within), what: 'death' };
    if (dice < 0.6) return { at: 1 + random.whole(within), what: 'person', op: person() };
    const kind = random.pick<FaultKind>([
      'notSent',
      'lostAnswer',
      'lostAnswer',
      'late',
      'repeated',
      'serverError',
      'lateServerError',
      'rateLimit',
      'stale',
      'taken',
      'expired',
      'html',
      'auth',
      'forbidden',
      'notFound',
    ]);
    return { at: 1 + random.whole(Math.ceil(within / 4)), what: 'fault', kind };
  }

  return {
    first: create,
    person,
    save(hasTroubles: boolean): Op {
      const dice = random.next();
      if (dice < 0.2) return { do: 'retrySaves' };
      const troubles = hasTroubles && random.chance(0.6) ? [trouble(12)] : [];
      const made = { item: newItem(), e: newEdit(), troubles };
      if (dice < 0.4) return { do: 'saveDuringRun', ...made };
      return { do: 'save', mail: random.pick(['nobody', 'everybody']), ...made };
    },
    run: (): Op => ({
      do: 'run',
      want: random.chance(0.1) ? 'listing' : 'changes',
      pages: random.pick(['plain', 'plain', 'repeated', 'short']),
      troubles: random.chance(0.3) ? [] : Array.from({ length: 1 + random.whole(3) }, () => trouble()),
    }),
    circumstance(): Op {
      const dice = random.next();
      if (dice < 0.25) return { do: 'expire', side: side() };
      if (dice < 0.45) return { do: 'token', side: side(), is: random.pick(['revoked', 'good']) };
      if (dice < 0.6) return { do: 'empty', side: side(), is: random.pick(['empty', 'full']) };
      if (dice < 0.72) return { do: 'clock', offMs: random.pick([0, -3 * hourMs, 400 * dayMs, -40 * dayMs]) };
      return { do: 'rules', change: ruleChange(random) };
    },
  };
}

function ruleChange(random: Random): RuleChange {
  const dice = random.next();
  if (dice < 0.2) return {};
  if (dice < 0.35) return { twoWay: false };
  if (dice < 0.6) return { forbidden: [[random.pick(sides), random.pick(['create', 'update', 'delete'])]] };
  if (dice < 0.75) return { filters: { [random.pick(['free', 'allDay', 'private'])]: true } };
  if (dice < 0.85) return { privacy: random.pick(['busy', 'title']) };
  return { conflictRule: random.pick(['newest', 'helpdesk', 'calendar']) };
}
