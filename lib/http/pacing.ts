/** Waited for before a request leaves. */
export type Pace = () => Promise<void>;

/** What the requests of one client wait for: nothing, until somebody says otherwise. */
export function createPacing(): { readonly beforeSending: Pace; readonly paceWith: (pace: Pace) => void } {
  let present: Pace | null = null;
  return {
    beforeSending: async () => present?.(),
    paceWith(pace) {
      present = pace;
    },
  };
}
