import { defineParams } from '@sveltejs/kit/params';
import { isLang, type Lang } from '#lib/i18n/lang.ts';

export const params = defineParams({
  /** The first path segment of every page: `en` or `bn`. */
  lang: (segment: string): Lang | undefined => (isLang(segment) ? segment : undefined),
});
