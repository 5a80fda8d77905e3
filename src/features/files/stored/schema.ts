import { z } from 'zod';
import { cleanText } from '#lib/i18n/text.ts';
import { line, reference, visibilities } from '#lib/record.ts';

/** What a scanner has said: none is set up; not yet (in quarantine); nothing found; something found. */
export const scanStates = ['none', 'waiting', 'clean', 'infected'] as const;
export type ScanState = (typeof scanStates)[number];

const emptyIsNone = <T extends z.ZodType>(wanted: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), wanted.optional());

/** A new file, for evidence that is there or (with a title) for new evidence. */
export const newFileInput = z
  .object({
    evidence: emptyIsNone(reference),
    title: line,
    body: emptyIsNone(reference),
    visibility: z.enum(visibilities),
  })
  .refine(({ evidence, title }) => evidence !== undefined || title !== '', { path: ['title'] })
  .refine(
    ({ evidence, body, visibility }) => visibility !== 'body' || evidence !== undefined || body !== undefined,
    {
      path: ['body'],
    },
  );

/** A redacted copy: why parts were taken out, and who may see the original from now on. */
export const redactionInput = z.object({
  reason: z.string().max(2000).transform(cleanText).pipe(z.string().min(3)),
  visibility: z.enum(visibilities),
});
