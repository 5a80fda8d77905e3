import type { z } from 'zod';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { differencesOf, type Clash } from '#lib/forms/clash.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import { typedOf } from '#lib/forms/values.ts';
import { inputFrom, readStanding, standingAt } from '#lib/server/forms/standing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { RecordTable } from '#lib/server/history/change.ts';

/*
 * Forms of records, whoever keeps them. Whoever calls has asked whether the person may: the registers are kept by the
 * secretariat alone, the pages of a meeting ask `run` of its workbench.
 */

/** A form of one kind of record: the fields it shows, all that the record has, and what checks the input. */
export type Sheet = {
  kind: RecordTable;
  fields: readonly FormField[];
  all: readonly FormField[];
  schema: z.ZodType;
};

export type Opened = {
  version: number;
  archivedAt: Date | null;
  /** Every field of the record as its input has it, also those the form does not show. */
  input: Record<string, unknown>;
  typed: Typed;
};

/** A record as its form shows it. Throws notFound. */
export async function openSheet(
  tx: Tx,
  { kind, all, fields }: Pick<Sheet, 'kind' | 'all' | 'fields'>,
  ref: string,
): Promise<Opened> {
  const { version, archivedAt, fields: columns } = await readStanding(tx, kind, ref, all);
  const input = await inputFrom(tx, all, columns);
  return { version, archivedAt, input, typed: typedOf(fields, input) };
}

/** What was typed on an older version beside what stands now, field by field, with who changed it. Throws notFound. */
export async function clashOf(
  tx: Tx,
  { kind, all, fields }: Pick<Sheet, 'kind' | 'all' | 'fields'>,
  ref: string,
  form: { typed: Typed; version: number },
): Promise<Clash> {
  const standing = await readStanding(tx, kind, ref, all);
  const before = await standingAt(tx, kind, standing, form.version);
  const stands = typedOf(fields, await inputFrom(tx, fields, standing.fields));
  const base = typedOf(fields, await inputFrom(tx, fields, before.fields));
  const { typed } = await resolve(tx, fields, form.typed);
  const differences = differencesOf(
    fields,
    { typed, base, stands },
    (field) => before.changedBy.get(field.column ?? field.name) ?? null,
  );
  return { version: standing.version, differences, stands };
}
