import { z } from 'zod';
import { translationStatuses } from '#lib/translated.ts';

/** A run of a text. A cited value keeps the record and field it was read from, so that it can be checked again. */
export const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('cited'),
    text: z.string(),
    href: z.string().nullable(),
    record: z.string(),
    field: z.string(),
    lang: z.string(),
  }),
  z.strictObject({ type: z.literal('link'), text: z.string(), href: z.string() }),
]);

/** A text in one language, ready to print. */
export const passage = z.strictObject({
  /** BCP 47 tag of the language it is really in. */
  lang: z.string(),
  /** The reader's language is missing; the other one stands here. */
  fallback: z.boolean(),
  status: z.enum(translationStatuses),
  inlines: z.array(inline),
  /** Numbers of the sources it cites, ascending. */
  marks: z.array(z.number()),
});

export type Inline = z.infer<typeof inline>;
export type Passage = z.infer<typeof passage>;

/** The bare letters of a passage, for titles, alternative texts and counting. */
export function plainText({ inlines }: Passage): string {
  return inlines.map((run) => run.text).join('');
}
