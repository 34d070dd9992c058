const limitMs = 2_000;

/** Looks again after every change of the page and of the focus, for two seconds at most; null when nothing came or `signal` aborts. */
export function waitFor<T>(document: Document, probe: () => T | null, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve) => {
    const finish = (found: T | null) => {
      observer.disconnect();
      document.removeEventListener('focusin', look);
      clearTimeout(timer);
      resolve(found);
    };
    const look = () => {
      const found = probe();
      if (found !== null) finish(found);
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(finish, limitMs, null);
    signal.addEventListener('abort', () => finish(null), { once: true });
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    document.addEventListener('focusin', look);
    if (signal.aborted) finish(null);
    else look();
  });
}
