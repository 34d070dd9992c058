import { expect, test } from 'vitest';
import { skippedReasonText } from '../../../components/skipped-reason-text';
import { fromGoogleEvent } from '../../../lib/calendars/google/mapping';
import { GoogleEvent } from '../../../lib/calendars/google/schemas';
import { expandSeries } from '../../../lib/domain/recurrence/expand-series';
import { readRows } from '../../../lib/http/parse-answer';
import { galleryTexts } from '../../gallery/gallery-texts';
import { contentOf } from '../app/desk-scene';

const nine = { dateTime: '2026-11-23T09:00:00Z' };
const ten = { dateTime: '2026-11-23T10:00:00Z' };
const context = { helpdeskOrigin: 'https://acme.halopsa.com', accountEmail: 'leah@acme.example', zone: 'UTC' };

/** As the reader of events says it. */
function reasonOf(event: object): string {
  const reader = {
    what: 'event',
    schema: GoogleEvent,
    map: (row: GoogleEvent) => fromGoogleEvent(row, context),
  } as const;
  return readRows([{ id: 'bad', start: nine, end: ten, ...event }], reader).skipped[0]?.reason ?? '';
}

function seriesReason(zone: string, rule: string): string {
  const window = { startMs: Date.parse(nine.dateTime), endMs: Date.parse(ten.dateTime) };
  const master = { content: contentOf('Series'), zone, recurrence: [rule] };
  return expandSeries({ master, exceptions: [], window }).unreadable ?? '';
}

test.each([
  ['no start', reasonOf({ start: undefined }), 'es hat keinen Anfang oder kein Ende'],
  ['times that are none', reasonOf({ start: { dateTime: 'soon' } }), 'seine Daten oder Uhrzeiten sind nicht lesbar'],
  ['an end before its start', reasonOf({ start: ten, end: nine }), 'es endet, bevor es beginnt'],
  ['no length', reasonOf({ end: nine }), 'es hat keine Dauer'],
  [
    'a text that is too long',
    reasonOf({ description: 'x'.repeat(300_000) }),
    'sein Text hat 300000 Zeichen, mehr als 200000',
  ],
  [
    '500 attendees',
    reasonOf({ attendees: Array(500).fill({ email: 'a@b.example' }) }),
    'es hat 500 Teilnehmer, mehr als 200',
  ],
  ['some attendees', reasonOf({ attendeesOmitted: true }), 'nicht alle Teilnehmer werden gezeigt'],
  [
    'fields of another kind',
    reasonOf({ summary: 7 }),
    'die Antwort ist nicht wie erwartet (summary is not as expected',
  ],
  ['a change since', 'it was changed since', 'es wurde seither geändert'],
  [
    'its like on the other side',
    'it stands there already',
    'auf der anderen Seite steht zur selben Zeit schon das Gleiche',
  ],
  ['an unknown zone', seriesReason('Mars/Olympus', 'RRULE:FREQ=DAILY'), 'seine Zeitzone ist unbekannt: "Mars/Olympus"'],
  ['an unknown rule', seriesReason('UTC', 'RRULE:FREQ=FORTNIGHTLY'), 'seine Wiederholung ist nicht lesbar ('],
])('an item with %s is explained in the language of the page', (_what, reason, sentence) => {
  expect(reason).not.toBe('');
  expect(skippedReasonText(galleryTexts('de'), reason)).toContain(sentence);
});

test('a server’s own words stay as they are', () => {
  expect(skippedReasonText(galleryTexts('de'), 'You may not see this')).toBe('You may not see this');
});
