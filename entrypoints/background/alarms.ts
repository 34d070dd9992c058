/** Saves that wait for their next try. */
export const saveAlarm = 'docket-save';

/** The next run of the sync. */
export const readAlarm = 'docket-read';

/** A review that waits until a side may be asked again. */
export const reviewAlarm = 'docket-review';
