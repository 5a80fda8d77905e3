import { sql } from 'kysely';
import { notMergeable } from '#features/organisations/merging/errors.ts';
import { organisationFields, organisationInput } from '#features/organisations/schema.ts';
import { save } from '#features/organisations/server/commands.ts';
import { keepingGround } from '#lib/access.ts';
import { ExpectedError, notFound, refused } from '#lib/errors.ts';
import { langs } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { inputFrom, readStanding } from '#lib/server/forms/standing.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import { addHistory, takeTurn } from '#lib/server/history/entries.ts';
import type { Translated } from '#lib/translated.ts';

type Row = {
  id: number;
  ref: string;
  name: Translated;
  acronym: Translated | null;
  aliases: string[];
  archived_at: Date | null;
};

/**
 * Makes two records of one organisation one: what named the duplicate names the other, which answers to its names from
 * now on; the duplicate is archived, and its history stays with it. All in the caller's transaction. Throws refused,
 * notFound, `record.reason_missing`, `organisations.not_mergeable`.
 */
export async function merge(
  tx: Tx,
  { duplicate: from, kept: into, reason }: { duplicate: string; kept: string; reason: string },
): Promise<void> {
  if (!keepingGround(tx.viewer, 'organisations', { reach: 'secretariat', audience: null }))
    throw refused('organisations');
  if (reason.trim().length < 3) throw new ExpectedError('record.reason_missing', 422);
  await takeTurn(tx);
  const duplicate = await rowOf(tx, from);
  const kept = await rowOf(tx, into);
  if (duplicate.id === kept.id || duplicate.archived_at || kept.archived_at) throw notMergeable();
  await moveNamings(tx, duplicate, kept, reason);
  await answerTo(tx, kept, duplicate);
  await setArchived(tx, 'organisations', from, { archived: true, reason });
  await sql`update organisations set merged_into_id = ${kept.id} where id = ${duplicate.id}`.execute(tx.db);
}

async function rowOf(tx: Tx, ref: string): Promise<Row> {
  const row = await tx.db
    .selectFrom('organisations')
    .select(['id', 'ref', 'name', 'acronym', 'aliases', 'archived_at'])
    .where('ref', '=', ref)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('organisations', ref);
  return row;
}

type Moved = { kind: string; ref: string; version: number; field: string };

/** Each record that named the duplicate says in its history what it names now, and why. */
async function moveNamings(tx: Tx, duplicate: Row, kept: Row, reason: string): Promise<void> {
  const { rows } = await sql<Moved>`
    select kind, ref, version, field from rename_organisation(${duplicate.id}, ${kept.id}, ${tx.now})`.execute(
    tx.db,
  );
  await addHistory(
    tx,
    rows.map(({ kind, ref, version, field }) => ({
      kind,
      ref,
      version,
      action: 'change' as const,
      before: { [field]: duplicate.id },
      after: { [field]: kept.id },
      reason: reason.trim(),
    })),
  );
}

/** Whoever types a name of the duplicate finds the one that stays. */
async function answerTo(tx: Tx, kept: Row, duplicate: Row): Promise<void> {
  const namesOf = ({ name, acronym }: Row) => langs.flatMap((lang) => [name[lang], acronym?.[lang]]);
  const own = new Set([...namesOf(kept), ...kept.aliases]);
  const more = [...namesOf(duplicate), ...duplicate.aliases].filter(
    (name): name is string => name !== undefined && !own.has(name),
  );
  const standing = await readStanding(tx, 'organisations', kept.ref, organisationFields);
  const input = await inputFrom(tx, organisationFields, standing.fields);
  const aliases = [...new Set([...kept.aliases, ...more])];
  await save(tx, [organisationInput.parse({ ...input, ref: kept.ref, aliases })]);
}
