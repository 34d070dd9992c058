/**
 * A request whose answer never came may act a little later than a search that finds nothing: a worker that died is back
 * within a tenth of a second, a helpdesk takes one or two to save. Before this has passed (ms) nothing is repeated, and
 * nobody can say how many records there are.
 */
export const settlingMs = 5_000;
