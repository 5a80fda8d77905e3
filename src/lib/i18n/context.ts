import { getContext, setContext } from 'svelte';
import type { Lang } from './lang.ts';
import { sayIn, type Say } from './messages.ts';

export type Language = { lang: Lang; say: Say };

const key = Symbol('language');

/** Sets the reader's language for every component below. Called once, in the layout of `[lang=lang]`. */
export function setLanguage(language: () => Lang): void {
  setContext(key, {
    get lang() {
      return language();
    },
    get say() {
      return sayIn(language());
    },
  } satisfies Language);
}

/** The reader's language and its interface texts, inside a component. */
export function useLanguage(): Language {
  return getContext<Language>(key);
}
