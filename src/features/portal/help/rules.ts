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
};

/** A guide; `slug` is the end of its address. */
export type Guide = { slug: string; title: MessageKey; summary: MessageKey; steps: Step[] };
