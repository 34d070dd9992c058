import type { TextKey, Texts } from './texts';

/** Sentences that stand in the catalogue for one and for several. */
export type CountedText = { [K in TextKey]: K extends `${infer Base}One` ? Base : never }[TextKey];

/** A sentence with a number as its `$1`, in the form that fits the number. */
export function countText(t: Texts, base: CountedText, count: number, ...more: readonly (string | number)[]): string {
  const key: TextKey = count === 1 ? `${base}One` : `${base}Other`;
  return t(key, numberText(count), ...more);
}

/** `10,000`, as the reader writes it. */
export function numberText(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || undefined).format(value);
}
