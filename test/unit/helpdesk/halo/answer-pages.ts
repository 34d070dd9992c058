import type { HaloDeps } from '../../../../lib/helpdesk/halo/client';

/** Answers each request by the page it asks for. */
export function answerPages(answer: (pageNo: number, url: URL) => unknown): HaloDeps & { readonly urls: URL[] } {
  const urls: URL[] = [];
  return {
    urls,
    origin: 'https://acme.halopsa.com',
    now: () => Date.parse('2026-11-23T08:00:00Z'),
    authorized: { token: async () => 'token', renew: async () => 'token' },
    fetch: async (address) => {
      const url = new URL(address);
      urls.push(url);
      return Response.json(answer(Number(url.searchParams.get('page_no')), url));
    },
  };
}
