import { sql } from 'kysely';
import type { PersonInput } from '#features/people/schema.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { eraseTraces, mayErase } from '#lib/server/history/erase.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { register } from '#lib/server/history/register.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import type { Translated } from '#lib/translated.ts';

/** Creates or changes people in office. */
export async function save(tx: Tx, inputs: readonly Edited<PersonInput>[]): Promise<Saved[]> {
  return saveRecords(
    tx,
    'people',
    inputs.map((input) => ({
      common: input,
      values: { name: input.name, honorific: input.honorific ?? null, aliases: input.aliases },
      entry: { path: `/people/${input.ref}`, title: input.name, names: input.aliases },
    })),
  );
}

const erased: Translated = {
  source: 'en',
  en: 'Erased',
  bn: 'মুছে ফেলা',
  status: { en: 'original', bn: 'reviewed' },
};

/**
 * Erases what is personal of a person in office: name, form of address, other names, remark, and the same in the
 * history, in search and in the register. Offices and seats stay without the name; issued bulletins stay as printed.
 * A pack never brings it back. Returns how many entries of the history were emptied. Throws refused, notFound.
 */
export async function erase(tx: Tx, ref: string, reason: string): Promise<number> {
  mayErase(tx, 'people', reason);
  await takeTurn(tx);
  const row = await tx.db
    .selectFrom('people')
    .select(['name', 'aliases', 'version'])
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('people', ref);
  await sql`update people set name = ${JSON.stringify(erased)}::jsonb, honorific = null, aliases = '{}', note = null,
    version = version + 1, updated_at = ${tx.now} where ref = ${ref}`.execute(tx.db);
  await register(tx, [
    { kind: 'people', ref, entry: { path: `/people/${ref}`, title: erased, listed: false } },
  ]);
  return eraseTraces(tx, {
    kind: 'people',
    ref,
    version: row.version + 1,
    columns: ['name', 'honorific', 'aliases', 'note'],
    texts: [row.name.en ?? '', row.name.bn ?? '', ...row.aliases],
    reason,
  });
}
