import type { Side } from '../domain/appointment';
import type { Problem } from '../domain/problem';
import type { Link, LinkStore } from './link';
import type { CalendarPort, RemoteRecord } from './ports';

export interface SaveDeps {
  readonly links: LinkStore;
  /** The side's port; a `Problem` when it cannot be used at present. */
  readonly port: (side: Side, link: Link) => Promise<CalendarPort | Problem>;
  readonly now: () => number;
  /** 0 up to 1, for spreading retries. */
  readonly random: () => number;
  readonly toProblem: (error: unknown, side: Side) => Problem;
  /** Called with what a side says it holds after a write, for the mirror. */
  readonly onRecord: (side: Side, link: Link, record: RemoteRecord) => Promise<void>;
  /** Called after every change of the link, so that pages can show it. */
  readonly onChange: (link: Link) => Promise<void>;
}
