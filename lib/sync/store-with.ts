/** A store with other ways of doing some things. Never copied: one that is loaded at its first use has no members yet. */
export function storeWith<Store extends object>(store: Store, others: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, name, receiver) => Reflect.get(name in others ? others : target, name, receiver),
  });
}
