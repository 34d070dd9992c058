/** A stateful server of the sandbox: it speaks one provider's API and tolerates nothing that the provider would not. */
export interface StrictServer {
  /** Host names it answers for. */
  readonly hosts: readonly string[];
  handle(request: Request): Promise<Response>;
}

/** Everything a server needs from its surroundings. */
export interface ServerDeps {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Called with a sentence for each unknown route, parameter or field: a test that ends with any has failed. */
  readonly violation: (sentence: string) => void;
}
