import { notFound } from '#lib/errors.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

/** A piece of evidence as a source line names it. */
export type EvidenceLine = {
  ref: string;
  title: Translated;
  producer: Translated | null;
  address: string | null;
  published: PartialDate | null;
  retrieved: PartialDate | null;
  edition: string | null;
  licence: string | null;
};

export type Evidence = EvidenceLine & { kind: string; about: About };

/** A record as the register names it. `path` has no language in front. */
export type RecordName = { kind: string; ref: string; path: string; title: Translated };

const lineColumns = [
  'e.ref',
  'e.title',
  'e.producer',
  'e.address',
  'e.published_on as published',
  'e.retrieved_on as retrieved',
  'e.edition',
  'e.licence',
] as const;

/** The evidence a record cites, with the place in it ("paragraph 17"), in the order of its references. */
export async function citedBy(
  tx: Tx,
  kind: string,
  ref: string,
): Promise<(EvidenceLine & { locator: string })[]> {
  return tx.db
    .selectFrom('evidence_links as l')
    .innerJoin('evidence as e', 'e.id', 'l.evidence_id')
    .select(lineColumns)
    .select('l.locator')
    .where('l.kind', '=', kind)
    .where('l.ref', '=', ref)
    .orderBy('e.ref')
    .orderBy('l.locator')
    .execute();
}

/** One piece of evidence. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Evidence> {
  const row = await tx.db
    .selectFrom('evidence as e')
    .select(lineColumns)
    .select(['e.kind', 'e.version', 'e.updated_at', 'e.archived_at', 'e.note'])
    .where('e.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('evidence', ref);
  const { version, updated_at, archived_at, note, ...line } = row;
  return { ...line, about: aboutOf({ ref: row.ref, version, updated_at, archived_at, note }) };
}

/** The records that rest on a piece of evidence, as the register names them. */
export async function restingOn(tx: Tx, evidence: string): Promise<RecordName[]> {
  return tx.db
    .selectFrom('evidence_links as l')
    .innerJoin('evidence as e', 'e.id', 'l.evidence_id')
    .innerJoin('records as r', (join) => join.onRef('r.kind', '=', 'l.kind').onRef('r.ref', '=', 'l.ref'))
    .select(['r.kind', 'r.ref', 'r.path', 'r.title'])
    .distinct()
    .where('e.ref', '=', evidence)
    .orderBy('r.kind')
    .orderBy('r.ref')
    .execute();
}
