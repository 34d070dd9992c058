/** The pages in their order, each asked for while the one before is applied: the network and the disk work side by side. */
export async function* readAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  const ask = () => {
    const page = pages.next();
    // Its failure is told when its turn comes; until then nobody waits for it.
    page.catch(() => undefined);
    return page;
  };
  try {
    for (let next = ask(); ; ) {
      const { done, value } = await next;
      if (done === true) return;
      next = ask();
      yield value;
    }
  } finally {
    await pages.return(undefined);
  }
}
