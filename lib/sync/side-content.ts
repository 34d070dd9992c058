import type { AppointmentContent, Side } from '../domain/appointment';
import type { SyncRules } from './rules';

/** What one side's content looks like on the other: private events reach the helpdesk as the agent has set. */
export function contentFor(
  to: Side,
  content: AppointmentContent,
  rules: Pick<SyncRules, 'privacy' | 'busyWord'>,
): AppointmentContent {
  if (to !== 'helpdesk' || !content.isPrivate) return content;
  switch (rules.privacy) {
    case 'full':
      return content;
    case 'title':
      return { ...content, notes: '', location: '', attendees: [] };
    case 'busy':
      return { ...content, subject: rules.busyWord, notes: '', location: '', attendees: [] };
  }
}
