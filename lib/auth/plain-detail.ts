const maxLength = 300;
/** What is shorter is a word, and no server's secret: taking it out would only garble the sentence. */
const minSecretLength = 8;

/**
 * A server's own words, made fit for showing: one line, cut, and without the secrets that were sent to it, since servers
 * like to repeat what they refuse.
 */
export function plainDetail(words: string, secrets: readonly (string | null)[]): string {
  let text = words;
  for (const secret of secrets) {
    if (secret === null || secret.length < minSecretLength) continue;
    for (const form of [secret, encodeURIComponent(secret)]) text = text.replaceAll(form, '…');
  }
  return text.replace(/\s+/g, ' ').trim().slice(0, maxLength);
}
