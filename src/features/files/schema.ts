import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { line, recordInput, webAddress } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const evidenceKinds = ['publication', 'dataset', 'web-page', 'press', 'resolution', 'file'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** A document, data set or page that backs statements. `edition` is the version of a data set. */
export const evidenceInput = z.strictObject({
  ...recordInput,
  kind: z.enum(evidenceKinds),
  title: translatedInput,
  producer: translatedInput.optional(),
  address: webAddress.optional(),
  licence: line.optional(),
  published_on: partialDate.optional(),
  retrieved_on: partialDate.optional(),
  edition: line.optional(),
});
export type EvidenceInput = z.infer<typeof evidenceInput>;
