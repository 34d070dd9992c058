/** So many are asked for beyond the one that is applied: the next may be there already, and the one after it on its way. */
const ahead = 2;

/**
 * The pages in their order, asked for while those before are applied: the network and the disk work side by side. The
 * first is asked for at once.
 */
export function readAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  const asked: Promise<IteratorResult<T, unknown>>[] = [];
  const ask = () => {
    while (asked.length < ahead) {
      const page = pages.next();
      // Its failure is told when its turn comes; until then nobody waits for it.
      page.catch(() => undefined);
      asked.push(page);
    }
  };
  ask();
  return inOrder();

  async function* inOrder(): AsyncGenerator<T> {
    try {
      for (;;) {
        ask();
        const next = await asked.shift();
        if (next === undefined || next.done === true) return;
        ask();
        yield next.value;
      }
    } finally {
      await pages.return(undefined);
    }
  }
}
