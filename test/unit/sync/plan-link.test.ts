import { describe, expect, test } from 'vitest';
import type { AppointmentContent, Side } from '../../../lib/domain/appointment';
import type { Link, LinkSide } from '../../../lib/sync/link';
import { type LinkStep, planLink } from '../../../lib/sync/plan-link';
import type { SyncFilters, SyncRules } from '../../../lib/sync/rules';
import { contentOf, goneSide, linkOf, madeSide, noSide, nowMs, rulesOf } from './link-scene';

const dayMs = 24 * 3_600_000;

/** A plan in a few words: what is done to which side, and to which fields. */
function words(link: Link, rules: SyncRules = rulesOf()): readonly string[] {
  return planLink(link, rules).map((step) => {
    const side = 'side' in step ? ` ${step.side}` : '';
    const fields = 'fields' in step ? ` ${step.fields.join(' ')}` : '';
    return `${step.kind}${side}${fields}`;
  });
}

function stepOf<K extends LinkStep['kind']>(link: Link, kind: K, rules = rulesOf()): Extract<LinkStep, { kind: K }> {
  const step = planLink(link, rules).find((one): one is Extract<LinkStep, { kind: K }> => one.kind === kind);
  if (step === undefined) throw new Error(`there is no step ${kind}, but ${words(link, rules)}`);
  return step;
}

const amir = { email: 'amir.haddad@acme.example', name: '', role: 'guest' } as const;
const edited = (change: Partial<AppointmentContent>) => madeSide({ content: contentOf(change), agreed: contentOf() });

describe('the nine verdicts', () => {
  const helpdesk = { same: madeSide(), edited: edited({ subject: 'Fire is out' }), gone: goneSide() };
  const calendar = { same: madeSide(), edited: edited({ subject: 'Printer saved' }), gone: goneSide() };
  test.each([
    ['same', 'same', []],
    ['same', 'edited', ['update helpdesk subject']],
    ['same', 'gone', ['remove helpdesk']],
    ['edited', 'same', ['update calendar subject']],
    ['edited', 'edited', ['conflict subject']],
    ['edited', 'gone', ['create calendar']],
    ['gone', 'same', ['remove calendar']],
    ['gone', 'edited', ['create helpdesk']],
    ['gone', 'gone', ['forget']],
  ] as const)('the appointment is %s, the event is %s: %j', (ofHelpdesk, ofCalendar, steps) => {
    expect(words(linkOf({ helpdesk: helpdesk[ofHelpdesk], calendar: calendar[ofCalendar] }))).toEqual(steps);
  });
});

describe('what stands on one side only', () => {
  test.each([
    ['an appointment', { calendar: noSide }, ['create calendar']],
    ['an event', { helpdesk: noSide }, ['create helpdesk']],
    ['an event whose appointment the agent has given up', { helpdesk: { kind: 'dropped' } }, []],
    ['an event whose appointment the agent has taken back', { helpdesk: { kind: 'removed' } }, []],
    ['an event while no helpdesk is connected', { helpdesk: { kind: 'notConnected' } }, []],
    ['an event that was deleted before it was copied', { helpdesk: noSide, calendar: goneSide() }, ['forget']],
  ] as const)('%s', (_name, sides: Partial<Record<Side, LinkSide>>, steps) => {
    expect(words(linkOf(sides))).toEqual(steps);
  });

  test('the copy holds what the original holds, and says what it was made of', () => {
    const step = stepOf(linkOf({ helpdesk: noSide }), 'create');
    expect(step).toEqual({ kind: 'create', side: 'helpdesk', content: contentOf(), basis: contentOf() });
  });
});

describe('fields are merged one by one', () => {
  test('different fields changed on both sides are copied both ways', () => {
    const link = linkOf({ helpdesk: edited({ subject: 'Fire is out' }), calendar: edited({ location: 'Yard' }) });
    expect(words(link)).toEqual(['update helpdesk location', 'update calendar subject']);
    expect(planLink(link, rulesOf())).toMatchObject([
      { side: 'helpdesk', content: { subject: 'Fire is out', location: 'Yard' } },
      { side: 'calendar', content: { subject: 'Fire is out', location: 'Yard' } },
    ]);
  });

  test('one field in conflict does not hold up the others', () => {
    const helpdesk = edited({ subject: 'Fire is out', notes: 'None hurt' });
    const link = linkOf({ helpdesk, calendar: edited({ subject: 'Printer saved' }) });
    expect(words(link)).toEqual(['update calendar notes', 'conflict subject']);
    expect(stepOf(link, 'update').content.subject).toBe('Printer saved');
  });

  test('the same change on both sides is agreed without a write', () => {
    const both = edited({ subject: 'Fire is out' });
    expect(words(linkOf({ helpdesk: both, calendar: both }))).toEqual(['agree']);
  });

  test('a conflict that waits for the agent is not reported again', () => {
    const link = linkOf({
      helpdesk: edited({ subject: 'A' }),
      calendar: edited({ subject: 'B' }),
      conflict: ['subject'],
    });
    expect(words(link)).toEqual([]);
  });

  test('a conflict that people have settled themselves is over', () => {
    const both = edited({ subject: 'A' });
    expect(words(linkOf({ helpdesk: both, calendar: both, conflict: ['subject'] }))).toEqual(['conflict ', 'agree']);
  });

  test('records that were joined without ever having agreed are in conflict where they differ, and only there', () => {
    const helpdesk = madeSide({ agreed: null });
    const calendar = madeSide({ content: contentOf({ notes: 'Another text' }), agreed: null });
    expect(words(linkOf({ helpdesk, calendar }))).toEqual(['conflict notes']);
    expect(words(linkOf({ helpdesk, calendar: madeSide({ agreed: null }) }))).toEqual(['agree']);
  });

  test('what a side cannot keep differs for ever, and is never written', () => {
    const calendar = madeSide({ content: contentOf({ showAs: 'free' }) });
    expect(words(linkOf({ calendar }))).toEqual([]);
  });
});

describe('conflicts are decided as the agent has set it', () => {
  const helpdesk = edited({ subject: 'From the helpdesk' });
  const calendar = edited({ subject: 'From the calendar' });
  test.each([
    ['the helpdesk wins', { conflictRule: 'helpdesk' }, ['update calendar subject']],
    ['the calendar wins', { conflictRule: 'calendar' }, ['update helpdesk subject']],
    ['a choice remembered for the field wins', { fieldRules: { subject: 'calendar' } }, ['update helpdesk subject']],
    ['one for another field does not', { fieldRules: { notes: 'calendar' } }, ['conflict subject']],
    ['the newest wins, but nobody says which it is', { conflictRule: 'newest' }, ['conflict subject']],
  ] as const)('%s', (_name, change, steps) => {
    expect(words(linkOf({ helpdesk, calendar }), rulesOf(change))).toEqual(steps);
  });

  test.each([
    ['the helpdesk', 2_000, 1_000, 'update calendar subject'],
    ['the calendar', 1_000, 2_000, 'update helpdesk subject'],
  ])('the newest is from %s', (_name, helpdeskMs, calendarMs, step) => {
    const sides = {
      helpdesk: { ...helpdesk, changedAtMs: helpdeskMs },
      calendar: { ...calendar, changedAtMs: calendarMs },
    };
    expect(words(linkOf(sides), rulesOf({ conflictRule: 'newest' }))).toEqual([step]);
  });
});

describe('an edit outlives a deletion', () => {
  test('the record comes back as it was agreed, with the edit on it', () => {
    const helpdesk = edited({ subject: 'Fire is out' });
    const step = stepOf(
      linkOf({ helpdesk, calendar: goneSide({ content: contentOf({ notes: 'never agreed' }), agreed: contentOf() }) }),
      'create',
    );
    expect(step.content).toEqual(contentOf({ subject: 'Fire is out' }));
  });

  test('a private event keeps its subject when an edit of the appointment brings it back', () => {
    const secret = contentOf({ subject: 'Job interview', isPrivate: true });
    const shown = contentOf({ subject: 'Busy', notes: '', location: '', attendees: [], isPrivate: true });
    const span = { kind: 'timed', start: '2026-11-23T10:00:00Z', end: '2026-11-23T10:30:00Z', zone: 'UTC' } as const;
    const helpdesk = madeSide({ content: { ...shown, span }, agreed: shown });
    const step = stepOf(linkOf({ helpdesk, calendar: goneSide({ content: secret }) }), 'create');
    expect(step.content).toEqual({ ...secret, span });
  });

  test('sides that never agreed tell no edit from an old difference: only equal ones go together', () => {
    const calendar = goneSide({ agreed: null });
    expect(words(linkOf({ helpdesk: madeSide({ agreed: null }), calendar }))).toEqual(['remove helpdesk']);
    const other = madeSide({ content: contentOf({ notes: 'x' }), agreed: null });
    expect(words(linkOf({ helpdesk: other, calendar }))).toEqual(['create calendar']);
  });
});

describe('directions that are switched off', () => {
  const sides = {
    create: { calendar: linkOf({ calendar: noSide }), helpdesk: linkOf({ helpdesk: noSide }) },
    update: {
      calendar: linkOf({ helpdesk: edited({ subject: 'A' }) }),
      helpdesk: linkOf({ calendar: edited({ subject: 'A' }) }),
    },
    delete: { calendar: linkOf({ helpdesk: goneSide() }), helpdesk: linkOf({ calendar: goneSide() }) },
  };
  test.each(
    (['create', 'update', 'delete'] as const).flatMap((what) =>
      (['helpdesk', 'calendar'] as const).map((side) => [what, side] as const),
    ),
  )('%s in the %s is not done, and nothing else is done instead', (what, side) => {
    const { allowed } = rulesOf();
    const rules = rulesOf({ allowed: { ...allowed, [side]: { ...allowed[side], [what]: false } } });
    expect(words(sides[what][side])).toHaveLength(1);
    expect(words(sides[what][side], rules)).toEqual([]);
  });

  test('two-way sync that is off does nothing at all', () => {
    const rules = rulesOf({ twoWay: false });
    for (const what of ['create', 'update', 'delete'] as const) {
      for (const side of ['helpdesk', 'calendar'] as const) expect(words(sides[what][side], rules)).toEqual([]);
    }
  });
});

describe('what is left out', () => {
  const traits = { isDeclined: false, type: 'default', foreignTwinId: null };
  const allDay = { kind: 'allDay', start: '2026-11-23', end: '2026-11-24' } as const;
  test.each([
    ['declined', madeSide({ traits: { ...traits, isDeclined: true } })],
    ['free', madeSide({ content: contentOf({ showAs: 'free' }) })],
    ['allDay', madeSide({ content: contentOf({ span: allDay }) })],
    ['private', madeSide({ content: contentOf({ isPrivate: true }) })],
    ['otherTypes', madeSide({ traits: { ...traits, type: 'focusTime' } })],
    ['tasks', madeSide({ traits: { ...traits, type: 'task' } })],
  ] as const)('the filter "%s" keeps a record from being copied, and takes back none that was', (filter, calendar) => {
    const filters: SyncFilters = { ...rulesOf().filters, [filter]: true };
    expect(words(linkOf({ helpdesk: noSide, calendar }))).toEqual(['create helpdesk']);
    expect(words(linkOf({ helpdesk: noSide, calendar }), rulesOf({ filters }))).toEqual([]);
    const shown = madeSide({ content: calendar.content });
    expect(words(linkOf({ helpdesk: shown, calendar }), rulesOf({ filters }))).toEqual([]);
  });

  const at = (startMs: number) => {
    const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    const span = { kind: 'timed', start: time(startMs), end: time(startMs + 3_600_000), zone: 'UTC' } as const;
    return madeSide({ content: contentOf({ span }) });
  };
  test.each([
    ['before the window', nowMs - 31 * dayMs, false],
    ['over its beginning', nowMs - 30 * dayMs - 1_800_000, true],
    ['in it', nowMs, true],
    ['over its end', nowMs + 180 * dayMs - 1_800_000, true],
    ['after it', nowMs + 180 * dayMs, false],
  ])('an event %s', (_name, startMs, isCopied) => {
    expect(words(linkOf({ helpdesk: noSide, calendar: at(startMs) }))).toEqual(isCopied ? ['create helpdesk'] : []);
  });

  test('a linked event that is moved out of the window takes its appointment along', () => {
    const calendar = { ...at(nowMs + 300 * dayMs), agreed: contentOf() };
    expect(words(linkOf({ calendar }))).toEqual(['update helpdesk span']);
  });

  test('what the other side has made by its own integration is shown, never copied', () => {
    const calendar = madeSide({ traits: { ...traits, foreignTwinId: '77' } });
    expect(words(linkOf({ helpdesk: noSide, calendar }))).toEqual([]);
  });
});

describe('private events', () => {
  const secret = contentOf({ subject: 'Job interview', notes: 'At the rival', isPrivate: true });
  const calendar = madeSide({ content: secret });
  test.each([
    ['busy', { subject: 'Busy', notes: '', location: '', attendees: [] }],
    ['title', { subject: 'Job interview', notes: '', location: '', attendees: [] }],
    ['full', {}],
  ] as const)('reach the helpdesk as "%s"', (privacy, hidden) => {
    const step = stepOf(linkOf({ helpdesk: noSide, calendar }), 'create', rulesOf({ privacy }));
    expect(step.content).toEqual({ ...secret, ...hidden });
    expect(step.basis).toEqual(secret);
  });

  test('what is hidden can change without the helpdesk hearing of it', () => {
    const shown = contentOf({ subject: 'Busy', notes: '', location: '', attendees: [], isPrivate: true });
    const changed = madeSide({ content: { ...secret, notes: 'Moved to Friday' }, agreed: secret });
    expect(words(linkOf({ helpdesk: madeSide({ content: shown }), calendar: changed }))).toEqual(['agree']);
  });

  describe('what the helpdesk writes over words that it was not shown', () => {
    const busy = contentOf({ subject: 'Busy', notes: '', location: '', attendees: [], isPrivate: true });
    const inHelpdesk = (change: Partial<AppointmentContent>, agreed = busy) =>
      madeSide({ content: { ...busy, ...change }, agreed });

    test('waits for the agent, and the rest goes on', () => {
      const hidden = { subject: 'Busy (leave alone)', notes: 'Reached by phone', attendees: [amir] };
      const helpdesk = inHelpdesk({ ...hidden, showAs: 'free' });
      expect(words(linkOf({ helpdesk, calendar }))).toEqual([
        'update calendar showAs',
        'conflict subject notes attendees',
      ]);
    });

    test('is copied where the event holds no words', () => {
      const empty = { ...secret, notes: '', location: '' };
      const helpdesk = inHelpdesk({ notes: 'Reached by phone', location: 'Yard' });
      expect(words(linkOf({ helpdesk, calendar: madeSide({ content: empty }) }))).toEqual([
        'update calendar notes location',
      ]);
    });

    test('is copied where it was what the event holds: from there it was known', () => {
      const helpdesk = inHelpdesk({ subject: 'Job interview, 3 pm' }, { ...busy, subject: 'Job interview' });
      expect(words(linkOf({ helpdesk, calendar }))).toEqual(['update calendar subject']);
    });

    test('stays as both have agreed', () => {
      const own = { ...busy, subject: 'Busy (leave alone)' };
      expect(words(linkOf({ helpdesk: inHelpdesk(own, own), calendar }))).toEqual([]);
    });

    test('is hidden again with the next edit of the event', () => {
      const own = { ...busy, subject: 'Busy (leave alone)' };
      const changed = madeSide({ content: { ...secret, subject: 'Job interview, 3 pm' }, agreed: secret });
      const link = linkOf({ helpdesk: inHelpdesk(own, own), calendar: changed });
      expect(stepOf(link, 'update')).toMatchObject({ side: 'helpdesk', fields: ['subject'], content: busy });
    });
  });

  test('an event that becomes private loses its words in the helpdesk', () => {
    const changed = madeSide({ content: contentOf({ isPrivate: true }), agreed: contentOf() });
    expect(words(linkOf({ calendar: changed }))).toEqual([
      'update helpdesk subject notes location attendees isPrivate',
    ]);
  });
});

describe('saves of the form', () => {
  const wanted = contentOf();
  const save = (change: Partial<Link> = {}) =>
    linkOf({ source: 'form', wanted, helpdesk: noSide, calendar: noSide, ...change });
  const all = { create: false, update: false, delete: false };
  const filters = { declined: true, free: true, allDay: true, private: true, otherTypes: true, tasks: true };
  test.each([
    ['everything is allowed', {}],
    ['two-way sync is off', { twoWay: false }],
    ['no direction is allowed', { allowed: { helpdesk: all, calendar: all } }],
    ['every filter is on', { filters }],
    ['the window is elsewhere', { window: { startMs: 0, endMs: 1 } }],
  ] as const)('are made on both sides, the helpdesk first, when %s', (_name, change) => {
    const rules = rulesOf(change);
    expect(words(save(), rules)).toEqual(['create helpdesk', 'create calendar']);
    expect(words(save({ helpdesk: madeSide() }), rules)).toEqual(['create calendar']);
    expect(stepOf(save(), 'create', rules)).toMatchObject({ content: wanted, basis: null });
  });

  test('an event that was made first learns of its appointment', () => {
    const link = save({ helpdesk: madeSide({ id: '5' }), calendar: madeSide({ namesTwin: false }) });
    expect(planLink(link, rulesOf({ twoWay: false }))).toEqual([{ kind: 'linkTwin', side: 'calendar', twinId: '5' }]);
  });

  test('an answer that is out is asked for first, whatever else there is to do', () => {
    const asked: LinkSide = {
      kind: 'asked',
      firstAskedAtMs: 1,
      sentAtMs: 1,
      intent: { kind: 'write', content: wanted, basis: null },
      attempt: null,
    };
    expect(words(save({ helpdesk: asked }))).toEqual(['findOrCreate helpdesk', 'create calendar']);
  });

  test('a save whose appointment was deleted is not made on the other side any more', () => {
    expect(words(save({ helpdesk: goneSide() }))).toEqual(['forget']);
  });

  test('a side that was not connected when the agent saved is owed nothing', () => {
    expect(words(save({ helpdesk: madeSide(), calendar: { kind: 'notConnected' } }))).toEqual([]);
  });
});

describe('records that were seen in part only', () => {
  const unread = madeSide({ unread: ['notes'] });
  test.each([
    ['before they are copied', { helpdesk: unread, calendar: noSide }, ['read helpdesk']],
    ['before they are merged', { helpdesk: unread }, ['read helpdesk']],
    ['before a deletion is followed', { helpdesk: unread, calendar: goneSide() }, ['read helpdesk']],
  ])('are read %s', (_name, sides: Partial<Record<Side, LinkSide>>, steps) => {
    expect(words(linkOf(sides))).toEqual(steps);
  });

  test('are not read for nothing', () => {
    const rules = rulesOf({ filters: { ...rulesOf().filters, tasks: true } });
    const task = { ...unread, traits: { ...unread.traits, type: 'task' } };
    expect(words(linkOf({ helpdesk: task, calendar: noSide }), rules)).toEqual([]);
    expect(words(linkOf({ helpdesk: unread }), rulesOf({ twoWay: false }))).toEqual([]);
  });
});

test('a cancelled occurrence stays known until its series is read again', () => {
  const occurrence = { masterId: 'm', originalStart: '2026-11-23T09:00:00Z' };
  expect(words(linkOf({ occurrence, helpdesk: goneSide(), calendar: goneSide() }))).toEqual([]);
});
