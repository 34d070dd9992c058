/**
 * The JSON value of a text, or undefined. The parser's own error is dropped on purpose: it quotes the text, and the text
 * of a token end point holds tokens.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
