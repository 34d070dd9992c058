import { sides } from './records';
import type { World } from './world';

/** At most one mail for a save, and none for anything else . */
export function mailFaults({ sides: held, truth }: World): readonly string[] {
  const allowed = new Set(
    truth.saves.filter(({ mail }) => mail === 'everybody').map(({ e }) => `guest${e}@acme.example`),
  );
  // Deleted before anybody had told the engine that it was made: then it is made again.
  const wasUnknown = (email: string) => {
    const save = truth.saves.find(({ e }) => email === `guest${e}@acme.example`);
    return truth.deletions.some(({ item, isQuiet }) => item === save?.item && !isQuiet);
  };
  return sides.flatMap((side) => {
    const seen = new Set<string>();
    return held[side].outbox.flatMap((email) => {
      if (!allowed.has(email)) return [`${email} was mailed without being asked for`];
      // The helpdesk's port sends the choice along and mails nobody, so that a repeated request does not either.
      if (side === 'calendar' && seen.has(email) && !wasUnknown(email)) return [`${email} was mailed twice`];
      seen.add(email);
      return [];
    });
  });
}

export function missingMails({ sides: held, truth }: World): readonly string[] {
  return truth.saves.flatMap(({ item, e, mail }) => {
    const isDeleted = truth.deletions.some((one) => one.item === item);
    const isMailed = held.calendar.outbox.includes(`guest${e}@acme.example`);
    return mail === 'everybody' && !isDeleted && !isMailed ? [`nobody was mailed for item ${item}`] : [];
  });
}
