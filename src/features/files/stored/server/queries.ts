import { sql } from 'kysely';
import { keepingGround, reachedOf, type Reached } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import { reference, type Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Served } from '#lib/server/files/serving.ts';
import type { Translated } from '#lib/translated.ts';
import { infected, quarantined } from '#features/files/stored/errors.ts';
import { mayAdd, mayBegin } from '#features/files/stored/policy.ts';
import { citingRecord, type ScanState } from '#features/files/stored/schema.ts';

/** A stored file as a page shows it. `by` is told to signed-in people only. */
export type StoredFile = {
  ref: string;
  name: string;
  hash: string;
  size: number;
  mediaType: string;
  at: Date;
  by: string | null;
  scan: ScanState;
  isSpoiled: boolean;
  isPublic: boolean;
  visibility: Visibility;
  reached: Reached;
  /** Set on a redacted copy; `original` only where the asker may see it. */
  redaction: { reason: Translated; original: string | null } | null;
};

type Row = Omit<StoredFile, 'reached' | 'redaction' | 'by'> & {
  by: string;
  reach: number;
  audience: number | null;
  reason: Translated | null;
  original: string | null;
};

/** The files of a piece of evidence that whoever asks may know of, oldest first, copies after originals. */
export async function listOf(tx: Tx, evidence: string): Promise<StoredFile[]> {
  return select(tx, sql`e.ref = ${evidence} and f.archived_at is null`);
}

/** One file with the evidence it belongs to. Throws record.not_found. */
export async function get(tx: Tx, ref: string): Promise<StoredFile & { evidence: Place }> {
  if (!reference.safeParse(ref).success) throw notFound('files', ref);
  const [file] = await select(tx, sql`f.ref = ${ref} and f.archived_at is null`);
  if (!file) throw notFound('files', ref);
  const owner = await tx.db
    .selectFrom('files as f')
    .innerJoin('evidence as e', 'e.id', 'f.evidence_id')
    .select('e.ref')
    .where('f.ref', '=', ref)
    .executeTakeFirstOrThrow();
  return { ...file, evidence: await place(tx, owner.ref) };
}

async function select(tx: Tx, condition: ReturnType<typeof sql>): Promise<StoredFile[]> {
  const { rows } = await sql<Row>`
    select f.ref, f.name, f.hash, f.size, f.media_type as "mediaType", f.created_at as at, f.uploader as by, f.scan,
      f.spoiled_at is not null as "isSpoiled", f.is_public as "isPublic", f.visibility, f.reach,
      f.audience_id as audience, f.redaction_reason as reason, o.ref as original
    from files f join evidence e on e.id = f.evidence_id left join files o on o.id = f.redacts_id
    where ${condition} order by coalesce(o.created_at, f.created_at), f.redacts_id is not null, f.created_at, f.ref`.execute(
    tx.db,
  );
  return rows.map(({ reach, audience, reason, original, by, ...row }) => ({
    ...row,
    by: tx.viewer.kind === 'public' ? null : by,
    reached: reachedOf(reach, audience),
    redaction: reason && { reason, original },
  }));
}

/** Evidence as the place of files. */
export type Place = { ref: string; title: Translated; reached: Reached; hasBody: boolean };

/** The evidence a file is to be added to. Throws record.not_found. */
export async function place(tx: Tx, evidence: string): Promise<Place> {
  const row = await tx.db
    .selectFrom('evidence')
    .select(['ref', 'title', 'reach', 'audience_id'])
    .where('ref', '=', evidence)
    .executeTakeFirst();
  if (!row) throw notFound('evidence', evidence);
  const { ref, title, reach, audience_id: audience } = row;
  return { ref, title, reached: reachedOf(reach, audience), hasBody: audience !== null };
}

/**
 * The evidence that the address of the form names, null when it names none. Throws record.not_found, and
 * record.refused when whoever asks may add nothing (to it).
 */
export async function placeToAdd(tx: Tx, named: string | null): Promise<Place | null> {
  if (!mayBegin(tx.viewer)) throw refused('files');
  const ref = reference.safeParse(named);
  if (!ref.success) return null;
  const found = await place(tx, ref.data);
  if (!mayAdd(tx.viewer, found.reached)) throw refused('files');
  return found;
}

/** A record that new evidence is for. */
export type Citing = { kind: string; ref: string; title: Translated; path: string };

/**
 * The record that the address of the form names, null when it names none. Throws record.not_found, and record.refused
 * when whoever asks may not change it.
 */
export async function recordToCite(tx: Tx, named: string | null): Promise<Citing | null> {
  const read = citingRecord.safeParse(named);
  if (!read.success) return null;
  const { kind, ref } = read.data;
  const row = await registered(tx, kind, ref);
  if (!row) throw notFound(kind, ref);
  if (!keepingGround(tx.viewer, kind, reachedOf(row.reach, row.audience_id))) throw refused(kind);
  return { kind, ref, title: row.title, path: row.path };
}

/** May whoever asks let this record cite new evidence? */
export async function mayCite(tx: Tx, kind: string, ref: string): Promise<boolean> {
  if (!mayBegin(tx.viewer)) return false;
  const row = await registered(tx, kind, ref);
  return row !== undefined && keepingGround(tx.viewer, kind, reachedOf(row.reach, row.audience_id)) !== null;
}

const registered = (tx: Tx, kind: string, ref: string) =>
  tx.db
    .selectFrom('records')
    .select(['title', 'path', 'reach', 'audience_id'])
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirst();

/** A body whose evidence somebody may add to. */
export type BodyChoice = { ref: string; name: Translated };

/** The bodies for which whoever asks may add evidence: those they run; all of them for the secretariat. */
export async function bodiesToAddFor(tx: Tx): Promise<BodyChoice[]> {
  const { rows } = await sql<BodyChoice>`
    select ref, name from bodies where archived_at is null
      and ((select viewer_clearance()) = 'secretariat' or id = any((select viewer_run_bodies())::bigint[]))
    order by name ->> 'en', ref`.execute(tx.db);
  return rows;
}

/**
 * A file to be sent to whoever asks, now. Throws record.not_found (also where it may not be known), files.quarantined,
 * files.infected.
 */
export async function openable(tx: Tx, ref: string): Promise<Served> {
  if (!reference.safeParse(ref).success) throw notFound('files', ref);
  const row = await tx.db
    .selectFrom('files')
    .select(['hash', 'size', 'media_type', 'name', 'is_public', 'scan'])
    .where('ref', '=', ref)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw notFound('files', ref);
  if (row.scan === 'waiting') throw quarantined();
  if (row.scan === 'infected') throw infected();
  return {
    hash: row.hash,
    size: row.size,
    mediaType: row.media_type,
    name: row.name,
    isPublic: row.is_public,
  };
}
