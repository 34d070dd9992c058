import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type catalogue from '../public/_locales/en/messages.json';

export type TextKey = keyof typeof catalogue;

/** Looks a sentence up in the message catalogue and fills `$1`, `$2`, … */
export type Texts = (key: TextKey, ...values: readonly (string | number)[]) => string;

export const TextsContext = createContext<Texts>((key) => key);

export function useTexts(): Texts {
  return useContext(TextsContext);
}
