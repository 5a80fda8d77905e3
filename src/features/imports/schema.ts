import { z } from 'zod';
import { isNoun, nouns, type Noun } from '#features/desk/schema.ts';
import { reference } from '#lib/record.ts';
import { mostHeaderRows } from './sheets/schema.ts';

/** The kinds of record a foreign file may hold, those first that it holds most often. */
export const importable = [
  'commitments',
  'actions',
  'observations',
  ...nouns.filter((noun) => !['commitments', 'actions', 'observations'].includes(noun)),
] as const satisfies readonly Noun[];

/** What is asked before a file is read: what it holds, and whose it is. */
export const importInput = z.object({
  noun: z.string().refine(isNoun),
  organisation: reference,
});

const texts = z.record(z.string(), z.string());

/**
 * How a file is read. `columns` gives our field for a header, `values` what a word of the file means by field and word,
 * `fixed` what every row has that does not say otherwise, `legacy` what becomes of Bijoy text.
 */
export const settingsInput = z.object({
  sheet: z.number().int().min(0).default(0),
  headerRows: z.number().int().min(1).max(mostHeaderRows).default(1),
  columns: texts.default({}),
  values: z.record(z.string(), texts).default({}),
  fixed: texts.default({}),
  legacy: z.enum(['unicode', 'typed']).optional(),
});
export type Settings = z.infer<typeof settingsInput>;
