import { z } from 'zod';
import { cleanText } from '#lib/i18n/text.ts';
import { line, reference, visibilities } from '#lib/record.ts';

/** What a scanner has said: none is set up; not yet (in quarantine); nothing found; something found. */
export const scanStates = ['none', 'waiting', 'clean', 'infected'] as const;
export type ScanState = (typeof scanStates)[number];

const emptyIsNone = <T extends z.ZodType>(wanted: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), wanted.optional());

/** A record that is to cite new evidence, as an address names it: "meetings/m-1". */
export const citingRecord = z
  .string()
  .regex(/^[a-z_]{2,40}\/[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/u)
  .transform((text) => {
    const [kind = '', ref = ''] = text.split('/');
    return { kind, ref };
  });

/** A new file, for evidence that is there or (with a title) for new evidence. */
export const newFileInput = z
  .object({
    evidence: emptyIsNone(reference),
    title: line,
    body: emptyIsNone(reference),
    record: emptyIsNone(citingRecord),
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
