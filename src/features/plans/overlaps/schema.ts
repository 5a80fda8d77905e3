import { z } from 'zod';
import { cleanLine } from '#lib/i18n/text.ts';

/** By what actions are laid out. */
export const dimensions = ['objective', 'organisation', 'year', 'district'] as const;
export type Dimension = (typeof dimensions)[number];

/** What stands in an address for actions that say nothing of a dimension. */
export const nothing = 'none';

const word = z
  .string()
  .max(80)
  .transform((text) => cleanLine(text) || undefined)
  .optional()
  .catch(undefined);
const page = z.coerce.number().int().min(1).max(10_000).catch(1);

/** Actions narrowed by any of the dimensions. */
export const narrowed = { objective: word, organisation: word, year: word, district: word };
export type Narrowing = Partial<Record<Dimension, string | undefined>>;

/** The map as its address asks for it. */
export const mapQuery = z.object({
  rows: z.enum(dimensions).catch('objective'),
  columns: z.enum(dimensions).catch('organisation'),
  ...narrowed,
  page,
  beside: page,
});
export const actionsQuery = z.object({ ...narrowed, page });
