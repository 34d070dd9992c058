import type { UnderWay } from '../domain/popup-view';
import type { Desk } from './desk';
import { showUnderWay } from './prepare-popup';

/** A reading that takes longer is shown (ms). */
const showReadingAfterMs = 100;

/** What the popup shows of a run that is under way. */
export interface ShownRun {
  show(underWay: UnderWay): Promise<void>;
  /** The run has taken something in: if its worker dies, that it was reading has the agenda made anew. */
  hasRead(): void;
  /** From now on nothing more is shown; answers when all is written. */
  end(): Promise<void>;
}

/** Most runs are over before anybody could see that they read: of those that find nothing, nothing is shown. */
export function showRun(desk: Desk): ShownRun {
  let shown: Promise<void> | null = null;
  const show = (underWay: UnderWay) => {
    shown = showUnderWay(desk, underWay);
    shown.catch(() => undefined);
    return shown;
  };
  const hasRead = () => void (shown ?? show({ kind: 'reading' }));
  const stop = desk.later(showReadingAfterMs, hasRead);
  return {
    show,
    hasRead,
    end() {
      stop();
      return shown ?? Promise.resolve();
    },
  };
}
