import type { SyncPart } from '../sync/sync-part';

/** The requests that the second script answers. */
export function syncHandlers(syncPart: () => Promise<SyncPart>): SyncPart['handlers'] {
  const handlers = async () => (await syncPart()).handlers;
  return {
    setTwoWay: async (data, caller) => (await handlers()).setTwoWay(data, caller),
    syncNow: async (data, caller) => (await handlers()).syncNow(data, caller),
    sync: async (data, caller) => (await handlers()).sync(data, caller),
    setSync: async (data, caller) => (await handlers()).setSync(data, caller),
    pauseSync: async (data, caller) => (await handlers()).pauseSync(data, caller),
    repair: async (data, caller) => (await handlers()).repair(data, caller),
    approveBrake: async (data, caller) => (await handlers()).approveBrake(data, caller),
    runs: async (data, caller) => (await handlers()).runs(data, caller),
    activity: async (data, caller) => (await handlers()).activity(data, caller),
    exportActivity: async (data, caller) => (await handlers()).exportActivity(data, caller),
    conflicts: async (data, caller) => (await handlers()).conflicts(data, caller),
    resolveConflict: async (data, caller) => (await handlers()).resolveConflict(data, caller),
    startReview: async (data, caller) => (await handlers()).startReview(data, caller),
    review: async (data, caller) => (await handlers()).review(data, caller),
    reviewRows: async (data, caller) => (await handlers()).reviewRows(data, caller),
    tickReview: async (data, caller) => (await handlers()).tickReview(data, caller),
    applyReview: async (data, caller) => (await handlers()).applyReview(data, caller),
    stopReview: async (data, caller) => (await handlers()).stopReview(data, caller),
    closeReview: async (data, caller) => (await handlers()).closeReview(data, caller),
    madeByDocket: async (data, caller) => (await handlers()).madeByDocket(data, caller),
    calendars: async (data, caller) => (await handlers()).calendars(data, caller),
    chooseCalendar: async (data, caller) => (await handlers()).chooseCalendar(data, caller),
    setCountsAsBusy: async (data, caller) => (await handlers()).setCountsAsBusy(data, caller),
    checkCalendars: async (data, caller) => (await handlers()).checkCalendars(data, caller),
    workingHours: async (data, caller) => (await handlers()).workingHours(data, caller),
    setFallbackZone: async (data, caller) => (await handlers()).setFallbackZone(data, caller),
    diagnostics: async (data, caller) => (await handlers()).diagnostics(data, caller),
  };
}
