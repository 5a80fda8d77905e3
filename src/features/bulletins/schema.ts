import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { recordInput, reference } from '#lib/record.ts';
import { editsInput } from './editing/schema.ts';
import { translatedInput } from '#lib/translated.ts';

export const approvals = ['published-in-source', 'approved', 'requested', 'none'] as const;

/** Words said in office. `wording_tag` is a BCP 47 tag when the words are neither plain English nor Bangla script. */
export const quotationInput = z.strictObject({
  ...recordInput,
  person: reference.optional(),
  position: reference.optional(),
  organisation: reference.optional(),
  meeting: reference.optional(),
  wording: translatedInput,
  wording_tag: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u)
    .optional(),
  meaning: translatedInput.optional(),
  said_on: partialDate.optional(),
  approval: z.enum(approvals),
});

/** A picture's caption and credit; the picture itself only when it may be reused. */
export const pictureInput = z.strictObject({
  ...recordInput,
  meeting: reference.optional(),
  caption: translatedInput,
  alt: translatedInput,
  credit: translatedInput,
  taken_on: partialDate.optional(),
  reusable: z.boolean().default(false),
});

export type QuotationInput = z.infer<typeof quotationInput>;
export type PictureInput = z.infer<typeof pictureInput>;

/** An edition covers a half-open period; `edits` is what the editor did to the composed draft. */
export const editionInput = z.strictObject({
  ...recordInput,
  title: translatedInput,
  from_on: partialDate,
  until_on: partialDate,
  issued_on: partialDate.optional(),
  edits: editsInput.default(editsInput.parse({})),
});
export type EditionInput = z.infer<typeof editionInput>;
