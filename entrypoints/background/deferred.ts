/** Stands in for what `load` brings: loaded at the first call of any of its functions, and once. */
export function deferred<T extends { readonly [K in keyof T]: (...asked: never[]) => Promise<unknown> }>(
  load: () => Promise<T>,
): T {
  let loading: Promise<T> | undefined;
  const ask = async (name: keyof T, asked: never[]) => {
    loading ??= load();
    return (await loading)[name](...asked);
  };
  return new Proxy({} as T, {
    // Without a `then` it can be passed through promises like any other object.
    get: (_, name) => (name === 'then' ? undefined : (...asked: never[]) => ask(name as keyof T, asked)),
  });
}
