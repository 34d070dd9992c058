import { useEffect, useRef } from 'preact/hooks';

/** The first request over a network that has just come back often fails. */
const onceMoreMs = 3_000;

/** Calls when the network is back, and once more a little later. A worker is not told so by the browser, a page is. */
export function useOnline(work: () => void): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), onceMoreMs);
      latest.current();
    };
    addEventListener('online', hear);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', hear);
    };
  }, []);
}
