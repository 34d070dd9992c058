/** A piece of a foreign text in quotes, short enough for a log. */
export function shownText(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
