import type { Reroute } from '@sveltejs/kit/hooks';
import { isLang } from '#lib/i18n/lang.ts';

/**
 * An address with a NUL in it, in its query too, names nothing, and PostgreSQL has no such text:
 * it is not found, in its language.
 */
export const reroute: Reroute = ({ url }) => {
  if (!url.href.includes('%00')) return undefined;
  const lang = url.pathname.split('/')[1] ?? '';
  return `/${isLang(lang) ? lang : 'en'}/nothing/here`;
};
