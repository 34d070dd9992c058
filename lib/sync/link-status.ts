import type { SaveStatus, SideStatus } from '../domain/save-status';
import type { Link, LinkSide } from './link';

/** What the form and the popup say of a link, side by side. */
export function linkStatus(link: Link): SaveStatus {
  return {
    linkId: link.key,
    subject: link.subject,
    helpdesk: sideStatus(link.helpdesk),
    calendar: sideStatus(link.calendar),
  };
}

function sideStatus(side: LinkSide): SideStatus {
  switch (side.kind) {
    case 'none':
    case 'asked': {
      if (side.attempt === null) return { kind: 'working' };
      const { problem, retryAtMs } = side.attempt;
      // Sent after the time for another try had come: it is being tried.
      if (side.kind === 'asked' && retryAtMs !== null && side.sentAtMs >= retryAtMs) return { kind: 'working' };
      return retryAtMs === null && problem.kind !== 'needsSignIn'
        ? { kind: 'failed', problem }
        : { kind: 'waiting', problem, retryAtMs };
    }
    case 'made':
      return {
        kind: 'done',
        url: side.url,
        remark: side.remark,
        ...(side.meetUrl !== undefined && { meetUrl: side.meetUrl }),
      };
    case 'notConnected':
      return { kind: 'notConnected' };
    case 'dropped':
    case 'left':
      return { kind: 'dropped' };
    case 'named':
    case 'gone':
    case 'removed':
      return { kind: 'removed' };
  }
}
