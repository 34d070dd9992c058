import * as z from 'zod/mini';
import type { FormView } from '../domain/form-view';
import type { Problem } from '../domain/problem';
import { repeatPatterns } from '../domain/recurrence/repeat-pattern';

/** Name of the port between the form and the background. */
export const formPortName = 'form';

/**
 * What the form says. The first message is `open`; on a ticket page it carries the token of the click. Made at the first
 * form: most wake-ups of the worker have none.
 */
export function createFormMessage() {
  const Text = z.string().check(z.maxLength(100_000));
  const Email = z.string().check(z.maxLength(320));

  const DraftAttendeeShape = z.strictObject({
    email: Email,
    name: z.string().check(z.maxLength(500)),
    role: z.enum(['assignedAgent', 'additionalAgent', 'customer', 'guest']),
    agentId: z.optional(z.int()),
    isTicked: z.boolean(),
    isRequired: z.boolean(),
  });

  const DraftShape = z.strictObject({
    id: z.string().check(z.minLength(8), z.maxLength(64)),
    ticketId: z.nullable(z.int().check(z.positive())),
    subject: Text,
    notes: Text,
    location: Text,
    date: z.string().check(z.maxLength(10)),
    start: z.string().check(z.maxLength(8)),
    end: z.string().check(z.maxLength(8)),
    allDay: z.boolean(),
    zone: z.string().check(z.maxLength(100)),
    repeat: z.strictObject({
      pattern: z.enum(repeatPatterns),
      ends: z.enum(['never', 'on', 'after']),
      until: z.string().check(z.maxLength(10)),
      count: z.string().check(z.maxLength(10)),
    }),
    attendees: z.readonly(z.array(DraftAttendeeShape).check(z.maxLength(500))),
    mail: z.enum(['nobody', 'everybody']),
    isPrivate: z.boolean(),
    showAs: z.enum(['busy', 'free']),
    wantsMeet: z.boolean(),
    attendeeInput: z.string().check(z.maxLength(2_000)),
  });

  return z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('open'), token: z.string().check(z.maxLength(100)), zone: z.string() }),
    z.strictObject({ name: z.literal('openOwn'), ticketId: z.nullable(z.int().check(z.positive())), zone: z.string() }),
    /** After every keystroke. */
    z.strictObject({ name: z.literal('draft'), draft: DraftShape }),
    /** The form shows another day, or has new attendees: their time is wanted. */
    z.strictObject({
      name: z.literal('lookAt'),
      startMs: z.number(),
      endMs: z.number(),
      emails: z.array(Email).check(z.maxLength(500)),
    }),
    /** Saving the same draft twice makes one appointment. */
    z.strictObject({ name: z.literal('save'), draft: DraftShape }),
    z.strictObject({ name: z.literal('retry'), linkId: z.string() }),
    /** The network is back: a worker is not told so by the browser, a page is. */
    z.strictObject({ name: z.literal('online') }),
    /** "Cancel": the draft is given up. */
    z.strictObject({ name: z.literal('discard') }),
  ]);
}
export type FormMessage = z.infer<ReturnType<typeof createFormMessage>>;

/** What the background says to the form. */
export type FormAnswer =
  | { readonly name: 'view'; readonly view: FormView }
  | { readonly name: 'refused'; readonly problem: Problem };
