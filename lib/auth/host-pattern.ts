/** The match pattern of an origin. Patterns name no port: one origin's permission holds for all of its ports. */
export function hostPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
