import { RateLimitError, UnreachableError, UnreadableError } from '../../lib/http/errors';
import { createMemoryCalendar, type MemoryCalendarOptions } from '../fakes/memory-calendar';
import type { MemoryPerson } from '../fakes/memory-person';
import { type CalendarUnderTest, usual } from './calendar-test';
import { describeCalendar } from './describe-calendar';

const nowMs = Date.parse('2026-11-23T08:00:00Z');

function setup(options: Pick<MemoryCalendarOptions, 'side' | 'create' | 'reading'>): CalendarUnderTest {
  const memory = createMemoryCalendar({ ...options, zone: 'Europe/London' });
  const host = `${options.side}.example`;
  const refusals = {
    rateLimit: new RateLimitError('Too many requests', nowMs + 60_000),
    webPage: new UnreadableError('A web page instead of JSON', host),
    serverFault: new UnreachableError('Bad gateway', 'server', host, 502),
  };
  return {
    port: memory.port,
    ownerAgentId: 2,
    ticket: { id: 1001, url: 'https://acme.halopsa.com/ticket?id=1001' },
    unknownId: 'nobody',
    hasIdempotentCreate: options.create === 'idempotent',
    mailsAttendees: true,
    nowMs: () => nowMs,
    count: (subject) => [...memory.records.values()].filter(({ content }) => content.subject === subject).length,
    edit: memory.edit,
    addUnreadable() {
      memory.unreadable.push({ what: 'event', id: 'broken', reason: 'it ends before it starts' });
      return 'broken';
    },
    mailCount: () => memory.outbox.length,
    tellsDeletions: options.create === 'idempotent',
    createAsPerson: (subject) => memory.asPerson.create({ ...usual, subject }),
    deleteAsPerson: memory.asPerson.delete,
    series: options.create === 'idempotent' ? seriesOf(memory.asPerson) : null,
    expireCursors: memory.expireCursors,
    expireNextPage: memory.expireCursors,
    loseWriteAnswer: () => memory.failNext(new UnreachableError('The connection broke', 'offline', host, 0), 'after'),
    refusedCreation: null,
    loseNext(what) {
      const error = new UnreachableError('The connection broke', 'offline', host, 0);
      memory.failNext(error, what === 'answer' ? 'after' : 'before');
    },
    refuseNext: (how) => memory.failNext(refusals[how], 'before'),
    expireToken: null,
    renewals: () => 0,
    violations: [],
  };
}

function seriesOf(person: MemoryPerson): NonNullable<CalendarUnderTest['series']> {
  return {
    create: (content, zone, recurrence) => person.createSeries(content, { zone, recurrence }),
    changeRule: (masterId, recurrence) => person.editSeries(masterId, {}, recurrence),
    editOccurrence: (masterId, originalStart, subject) => person.editOccurrence(masterId, originalStart, { subject }),
    cancelOccurrence: person.cancelOccurrence,
    split: (masterId, originalStart, subject) => person.split(masterId, originalStart, { subject }),
    delete: person.delete,
  };
}

describeCalendar('a calendar in memory, as Google', () => setup({ side: 'calendar', create: 'idempotent' }));
describeCalendar('a calendar in memory, as the helpdesk', () => setup({ side: 'helpdesk', create: 'repeating' }));
describeCalendar('a helpdesk in memory that cannot tell changes', () =>
  setup({ side: 'helpdesk', create: 'repeating', reading: 'listings' }),
);
