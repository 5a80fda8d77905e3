import { z } from 'zod';
import { parseCite } from './inline.ts';

/** A record as a draft names it: "bodies/bdunnm". */
export const recordName = z.string().regex(/^[a-z][a-z0-9-]{0,39}\/[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/u, {
  error: 'a record is named by its kind and reference: bodies/bdunnm',
});

/** A value of a record as a draft names it: "bodies/bdunnm acronym". */
export const citation = z.string().refine((raw) => parseCite(raw) !== null, {
  error: 'a value is cited by record and field: bodies/bdunnm acronym',
});
