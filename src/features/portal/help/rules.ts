import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/**
 * One step of a guide. `words` are texts of the interface that the step quotes, by placeholder, so that a guide
 * always says what stands on the screen; `page` is where the reader can try it.
 */
export type Step = {
  /** What the step is about; short guides do without. */
  title?: MessageKey;
  text: MessageKey;
  words?: Record<string, MessageKey>;
  page?: { path: string; name: MessageKey };
  /** A picture of the screen stands beside it; `node scripts/pictures.mjs` takes them anew. */
  picture?: true;
};

/** A guide; `slug` is the end of its address. */
export type Guide = { slug: string; title: MessageKey; summary: MessageKey; steps: Step[] };

/** The size of every picture in CSS pixels: what a phone shows at once. */
export const pictureSize = { width: 360, height: 460 };

/** Where the picture of a step is, counted from 1. */
export const pictureOf = (slug: string, step: number, lang: Lang) =>
  `/guides/${slug}-${String(step)}-${lang}.webp`;
