import type { AppointmentContent, Side } from '../domain/appointment';
import { type ContentField, sameField, withFields } from '../domain/content-fields';
import type { ConflictView } from '../domain/sync-views';
import type { RequestData } from '../messages/protocol';
import { withSchedule } from '../sync/fold-record';
import type { Link, MadeSide } from '../sync/link';
import type { SyncRules } from '../sync/rules';
import { line } from '../sync/run-step';
import { contentFor } from '../sync/side-content';
import type { Desk } from './desk';
import { linkWhen } from './link-when';
import { connectedAccount } from './problem-error';
import { stepDeps } from './step-deps';

/** So many stand in one list: who has more begins with these. */
const mostShown = 500;

/** Options, "Conflicts". */
export async function readConflicts(desk: Desk): Promise<readonly ConflictView[]> {
  const account = await connectedAccount(desk);
  const { rules } = await stepDeps(desk, null);
  const links = await desk.conflicts.list(account, mostShown);
  return links.flatMap((link): ConflictView[] => {
    const { helpdesk: one, calendar: other } = link;
    if (one.kind !== 'made' || other.kind !== 'made') return [];
    const shown = contentFor('helpdesk', other.content, rules);
    const fields = link.conflict.map((field) => ({
      field,
      helpdesk: fieldText(field, one.content),
      calendar: fieldText(field, other.content),
      shownAs: sameField(field, shown, other.content) ? null : fieldText(field, shown),
      ancestor: ancestorText(field, one, other, rules),
    }));
    return [{ linkId: link.key, subject: link.subject, ...linkWhen(link), fields }];
  });
}

function ancestorText(field: ContentField, one: MadeSide, other: MadeSide, rules: SyncRules): string | null {
  const { agreed } = one;
  if (agreed === null || other.agreed === null) return null;
  // Of a private event the helpdesk held what it was shown.
  const alike = [other.agreed, contentFor('helpdesk', other.agreed, rules)];
  return alike.some((content) => sameField(field, agreed, content)) ? fieldText(field, agreed) : null;
}

/** A field as text. Times, `true` and `false`, `busy` and `free` are the page's to put into words (`ConflictView`). */
function fieldText(field: ContentField, content: AppointmentContent): string {
  switch (field) {
    case 'subject':
    case 'notes':
    case 'location':
      return content[field];
    case 'span':
      return `${content.span.start}/${content.span.end}`;
    case 'attendees':
      return content.attendees.map(({ email }) => email).join(', ');
    case 'isPrivate':
      return String(content.isPrivate);
    case 'showAs':
      return content.showAs;
  }
}

/**
 * The agent's decision becomes what both sides agreed on before: the winner then counts as changed, the other does not,
 * and the next run copies it. Nothing is sent here, so it holds offline too.
 */
export async function resolveConflict(desk: Desk, asked: RequestData<'resolveConflict'>): Promise<void> {
  const { linkId, choices } = asked;
  await desk.withLock(`docket-save:${linkId}`, async () => {
    const [deps, link] = await Promise.all([stepDeps(desk, null), desk.store.read(linkId)]);
    if (link === null) return;
    const chosen = choices.filter(({ field }) => link.conflict.includes(field));
    if (chosen.length === 0) return;
    await desk.store.change(
      linkId,
      (now) => withSchedule(resolved(now, chosen, deps.rules), deps.rules),
      line(deps, link, null, 'resolve', { fields: chosen.map(({ field }) => field) }),
    );
  });
  const remembered = choices.filter(({ remember }) => remember);
  if (remembered.length > 0) {
    const rules = Object.fromEntries(remembered.map(({ field, winner }) => [field, winner]));
    await desk.changeSettings((settings) => ({
      ...settings,
      sync: { ...settings.sync, fieldRules: { ...settings.sync.fieldRules, ...rules } },
    }));
  }
  await desk.linkChanged(linkId);
}

function resolved(
  link: Link,
  choices: readonly { readonly field: ContentField; readonly winner: Side }[],
  rules: SyncRules,
): Link {
  const { helpdesk, calendar } = link;
  if (helpdesk.kind !== 'made' || calendar.kind !== 'made') return link;
  const shown = contentFor('helpdesk', calendar.content, rules);
  // Sides that never agreed begin to here: what is not decided yet stays different from both.
  let one: MadeSide = { ...helpdesk, agreed: helpdesk.agreed ?? swapped(link, helpdesk.content, shown) };
  let other: MadeSide = { ...calendar, agreed: calendar.agreed ?? swapped(link, calendar.content, helpdesk.content) };
  for (const { field, winner } of choices) {
    const isHidden = !sameField(field, shown, calendar.content);
    one = withAgreed(one, field, winner === 'helpdesk' ? calendar.content : helpdesk.content);
    // Of a private event the helpdesk gets what it is shown, also where it holds the event's own words by now.
    const agreed = isHidden ? shown : helpdesk.content;
    other = withAgreed(other, field, winner === 'helpdesk' ? calendar.content : agreed);
  }
  const decided = choices.map(({ field }) => field);
  return {
    ...link,
    helpdesk: one,
    calendar: other,
    conflict: link.conflict.filter((field) => !decided.includes(field)),
  };
}

function swapped({ conflict }: Link, here: AppointmentContent, there: AppointmentContent): AppointmentContent {
  return withFields(here, conflict, there);
}

function withAgreed(side: MadeSide, field: ContentField, from: AppointmentContent): MadeSide {
  return side.agreed === null ? side : { ...side, agreed: withFields(side.agreed, [field], from) };
}
