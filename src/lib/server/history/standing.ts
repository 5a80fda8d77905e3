import { sql } from 'kysely';
import type { Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';
import type { RecordTable } from './change.ts';

/** What every record has, as it stands: ready to be given back to its command with something else changed. */
export type StandingCommon = {
  ref: string;
  visibility: Visibility;
  published: boolean;
  note?: Translated;
  evidence: string[];
};

/** The common part of records of one kind, by reference. Records the viewer may not see are left out. */
export async function standingCommon(
  tx: Tx,
  table: RecordTable,
  refs: readonly string[],
): Promise<Map<string, StandingCommon>> {
  const { rows } = await sql<Omit<StandingCommon, 'note'> & { note: Translated | null }>`
    select r.ref, r.visibility, r.published_at is not null as published, r.note, coalesce((
        select array_agg(e.ref || case l.locator when '' then '' else '#' || l.locator end order by e.ref, l.locator)
        from evidence_links l join evidence e on e.id = l.evidence_id where l.kind = ${table} and l.ref = r.ref), '{}')
      as evidence
    from ${sql.table(table)} r where r.ref = any(${[...refs]}::text[])`.execute(tx.db);
  return new Map(rows.map(({ note, ...row }) => [row.ref, { ...row, ...(note && { note }) }]));
}

/** Leaves out what is not known: inputs have no empty values. */
export function given<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Partial<T>;
}
