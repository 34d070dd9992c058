// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { noRepeat } from '../../../lib/domain/recurrence/repeat-pattern';
import type { SaveStatus } from '../../../lib/domain/save-status';
import { galleryNow } from '../../gallery/form-views';
import { mountForm, viewOf } from './mount-form';

const done = { kind: 'done', url: 'https://acme.halopsa.com/calendar?id=7', remark: null } as const;
const statusOf = (patch: Partial<SaveStatus>): SaveStatus => ({
  linkId: 'link-1',
  subject: 'Printer',
  helpdesk: done,
  calendar: { ...done, url: 'https://www.google.com/calendar/event?eid=abc' },
  ...patch,
});
const resultOf = (root: HTMLElement) => root.querySelector('.save-result');

describe('creating', () => {
  test('twice pressed is created once', async () => {
    const form = await mountForm(viewOf('normal'));
    const create = form.get('button', 'Create appointment');
    await form.click(create);
    create.click();
    expect(form.saved).toHaveLength(1);
    expect(resultOf(form.root)?.textContent).toContain('Saving the appointment…');
  });

  test('what cannot be saved is not sent: the errors stand beside the fields and the first has the focus', async () => {
    const form = await mountForm(viewOf('normal', { subject: '  ', end: '10:00' }));
    await form.click(form.get('button', 'Create appointment'));
    expect(form.saved).toHaveLength(0);
    const subject = form.get<HTMLInputElement>('input', 'Subject');
    expect(document.activeElement).toBe(subject);
    expect(subject.getAttribute('aria-invalid')).toBe('true');
    const end = form.get('input', 'End');
    expect(document.getElementById(end.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'The end must be after the start.',
    );
    expect(form.root.querySelector('[role=alert]')?.textContent).toBe('2 fields need your attention.');
    await form.type(subject, 'Printer');
    expect(subject.getAttribute('aria-invalid')).toBeNull();
  });

  test('a subject of 10,000 characters gets a plain message', async () => {
    const form = await mountForm(viewOf('normal', { subject: 'x'.repeat(10_000) }));
    await form.click(form.get('button', 'Create appointment'));
    expect(form.root.textContent).toContain('The subject has 10000 characters; at most 1000 are possible.');
  });

  test('an address that is still being typed is not lost', async () => {
    const form = await mountForm(viewOf('normal', { attendeeInput: 'zoe@acme.example' }));
    await form.click(form.get('button', 'Create appointment'));
    expect(form.saved).toHaveLength(0);
    expect(document.activeElement).toBe(form.get('input', 'Add attendee'));
  });

  test('can be pressed again after the background refused', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.click(form.get('button', 'Create appointment'));
    await form.show({ problem: { kind: 'offline' } });
    expect(form.root.querySelector('[role=alert]')?.textContent).toContain('What you entered is kept.');
    await form.click(form.get('button', 'Create appointment'));
    expect(form.saved).toHaveLength(2);
  });
});

describe('leaving', () => {
  test('by Esc keeps the draft', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.key(form.get('input', 'Subject'), 'Escape');
    expect(form.said).toEqual(['close']);
  });

  test('by “Cancel” gives it up', async () => {
    const form = await mountForm(viewOf('normal'));
    await form.click(form.get('button', 'Cancel'));
    expect(form.said).toEqual(['discard']);
  });
});

describe('the result', () => {
  test('says what became of each side, with links to both', async () => {
    const remark = 'Please note that part or all of this Appointment falls outside the Agents working hours.';
    const form = await mountForm(viewOf('normal', {}, { status: statusOf({ helpdesk: { ...done, remark } }) }));
    const result = resultOf(form.root);
    expect(result?.getAttribute('role')).toBe('status');
    for (const text of ['Appointment created', 'Helpdesk: done', 'Google Calendar: done', remark]) {
      expect(result?.textContent).toContain(text);
    }
    const links = [...(result?.querySelectorAll('a') ?? [])];
    expect(links.map((link) => [link.textContent?.trim(), link.rel, link.target])).toEqual([
      ['Open in helpdesk', 'noopener noreferrer', '_blank'],
      ['Open in Google Calendar', 'noopener noreferrer', '_blank'],
    ]);
  });

  test.each([
    ['nothing is created while both work', { helpdesk: { kind: 'working' }, calendar: { kind: 'working' } }],
    [
      'nothing is created while both wait',
      {
        helpdesk: { kind: 'waiting', problem: { kind: 'offline' }, retryAtMs: null },
        calendar: { kind: 'waiting', problem: { kind: 'offline' }, retryAtMs: galleryNow },
      },
    ],
    [
      'nothing is created when both failed',
      {
        helpdesk: { kind: 'failed', problem: { kind: 'offline' } },
        calendar: { kind: 'failed', problem: { kind: 'offline' } },
      },
    ],
  ] as const)('does not say “created”: %s', async (_name, sides) => {
    const form = await mountForm(viewOf('normal', {}, { status: statusOf(sides) }));
    expect(resultOf(form.root)?.textContent).not.toContain('Appointment created');
    expect(resultOf(form.root)?.textContent).not.toContain('done');
  });

  test('names the reason of a failure and offers to retry', async () => {
    const calendar = { kind: 'failed', problem: { kind: 'readOnlyCalendar', calendar: 'Bank holidays' } } as const;
    const form = await mountForm(viewOf('normal', {}, { status: statusOf({ calendar }) }));
    expect(resultOf(form.root)?.textContent).toContain(
      'Google Calendar: failed: The calendar “Bank holidays” can only be read.',
    );
    await form.click(form.get('button', 'Retry'));
    await form.click(form.get('button', 'Close'));
    expect(form.said).toEqual(['retry link-1', 'close']);
  });

  test('offers nothing to retry when both sides are done', async () => {
    const form = await mountForm(viewOf('normal', {}, { status: statusOf({}) }));
    expect(() => form.get('button', 'Retry')).toThrow();
  });

  test.each([
    [
      'leads to the Meet link where Google has named it',
      'https://meet.google.com/abc-defg-hij',
      ['Google Meet'],
      false,
    ],
    ['says nothing of a Meet link that nobody wanted, or that comes later', undefined, [], false],
    ['says that the calendar allows no Meet link', null, [], true],
    ['does not lead where no page is', 'javascript:alert(1)', [], false],
  ])('%s', async (_what, meetUrl, links, isRefused) => {
    const calendar = { ...done, ...(meetUrl !== undefined && { meetUrl }) };
    const form = await mountForm(viewOf('normal', {}, { status: statusOf({ calendar }) }));
    const result = resultOf(form.root);
    const texts = [...(result?.querySelectorAll('a') ?? [])].map((link) => link.textContent?.trim());
    expect(texts).toEqual(['Open in helpdesk', ...links, 'Open in Google Calendar']);
    const refusal = 'This calendar allows no Google Meet links, so the event has none.';
    expect(result?.textContent?.includes(refusal)).toBe(isRefused);
  });

  test.each([
    ['after 12 dates', { ends: 'after', count: '12' }, '11 more dates of the series will arrive', null],
    ['after two dates', { ends: 'after', count: '2' }, '1 more date of the series will arrive', null],
    ['never', { ends: 'never' }, '25 more dates of the series will arrive', 'The dates after Sunday 23 May follow'],
    ['on the last day that is synced', { ends: 'on', until: '2027-05-23' }, '25 more dates', null],
    [
      'later than the sync looks',
      { ends: 'on', until: '2027-06-30' },
      '25 more dates',
      'The dates after Sunday 23 May',
    ],
  ] as const)('of a series that ends %s says how many dates the next sync brings', async (_name, end, count, later) => {
    const repeat = { ...noRepeat, pattern: 'weekly', ...end } as const;
    const form = await mountForm(viewOf('normal', { repeat }, { status: statusOf({}) }));
    const words = resultOf(form.root)?.textContent;
    expect(words).toContain(count);
    if (later === null) expect(words).not.toContain('follow as they come nearer');
    else expect(words).toContain(later);
  });

  test.each([
    ['whole days', { allDay: true }, 'allDay'],
    ['private', { isPrivate: true }, 'private'],
    ['free time', { showAs: 'free' }, 'free'],
  ] as const)(
    'of a series of %s says when a filter keeps its dates out of the helpdesk',
    async (_name, what, filter) => {
      const draft = { repeat: { ...noRepeat, pattern: 'weekly' }, ...what } as const;
      const { seriesSync } = viewOf('normal');
      if (seriesSync === null) throw new Error('two-way sync is off in this view');
      const filtered = { ...seriesSync, filters: { ...seriesSync.filters, [filter]: true } };
      const { root } = await mountForm(viewOf('normal', draft, { seriesSync: filtered, status: statusOf({}) }));
      expect(resultOf(root)?.textContent).toContain('The other dates of the series stay out of the helpdesk');
      expect(resultOf(root)?.textContent).not.toContain('will arrive');
      const plain = await mountForm(viewOf('normal', draft, { status: statusOf({}) }));
      expect(resultOf(plain.root)?.textContent).toContain('25 more dates of the series will arrive');
    },
  );

  test('of a series says what its dates wait for while two-way sync is off, and nothing before there is one', async () => {
    const repeat = { ...noRepeat, pattern: 'weekly' } as const;
    const off = { seriesSync: null, status: statusOf({}) };
    const form = await mountForm(viewOf('normal', { repeat }, off));
    expect(resultOf(form.root)?.textContent).toContain('once two-way sync is switched on');
    for (const view of [
      viewOf('normal', {}, { status: statusOf({}) }),
      viewOf('normal', { repeat }, { status: statusOf({ calendar: { kind: 'working' } }) }),
    ]) {
      const { root } = await mountForm(view);
      expect(resultOf(root)?.textContent).not.toContain('of the series');
    }
  });

  test('links to web pages only', async () => {
    const helpdesk = { ...done, url: 'javascript:alert(1)' };
    const form = await mountForm(viewOf('normal', {}, { status: statusOf({ helpdesk }) }));
    expect(resultOf(form.root)?.textContent).not.toContain('Open in helpdesk');
  });
});
