/**
 * The pages in their order, each asked for while the one before is applied: the network and the disk work side by side.
 * The first is asked for at once, and none after the one that `isLast` says is the last.
 */
export function readAhead<T>(pages: AsyncGenerator<T>, isLast: (page: T) => boolean): AsyncGenerator<T> {
  const ask = () => {
    const page = pages.next();
    // Its failure is told when its turn comes; until then nobody waits for it.
    page.catch(() => undefined);
    return page;
  };
  const first = ask();
  return inOrder();

  async function* inOrder(): AsyncGenerator<T> {
    try {
      for (let next = first; ; ) {
        const { done, value } = await next;
        if (done === true) return;
        if (isLast(value)) {
          yield value;
          return;
        }
        next = ask();
        yield value;
      }
    } finally {
      await pages.return(undefined);
    }
  }
}
