import { render } from 'svelte/server';
import type { Lang } from '#lib/i18n/lang.ts';
import LanguageContext from './LanguageContext.svelte';

/** The `context` option of `render` that lets a component speak `lang`. For tests. */
export function languageContext(lang: Lang): Map<unknown, unknown> {
  let found = new Map<unknown, unknown>();
  const keep = (contexts: Map<unknown, unknown>) => {
    found = contexts;
  };
  // Rendering happens when the body is asked for.
  const { body } = render(LanguageContext, { props: { lang, keep } });
  if (body.trim() === '' && found.size === 0) throw new Error('nothing rendered');
  return found;
}
