import type { Reroute, Transport } from '@sveltejs/kit/hooks';
import { isLang } from '#lib/i18n/lang.ts';
import { isUnsent } from '#lib/unsent.ts';

/**
 * An address with a NUL in it, in its query too, names nothing, and PostgreSQL has no such text:
 * it is not found, in its language.
 */
export const reroute: Reroute = ({ url }) => {
  if (!url.href.includes('%00')) return undefined;
  const lang = url.pathname.split('/')[1] ?? '';
  return `/${isLang(lang) ? lang : 'en'}/nothing/here`;
};

export const transport: Transport = {
  unsent: {
    encode: (data: unknown) => isUnsent(data) && 'unsent',
    decode: () => {
      throw new Error('a page with scripts must not keep its data unsent (src/hooks.server.ts)');
    },
  },
};
