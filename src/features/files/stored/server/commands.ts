import { randomBytes } from 'node:crypto';
import { refused } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Verdict } from '#lib/server/files/scanner.ts';
import type { RecordValues } from '#lib/server/history/change.ts';
import { cite } from '#lib/server/history/cite.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { enqueue } from '#lib/server/outbox/outbox.ts';
import { written, type Translated } from '#lib/translated.ts';
import { alreadyThere, isCopy, sameAsOriginal } from '#features/files/stored/errors.ts';
import * as evidence from '#features/files/server/commands.ts';
import {
  mayAdd,
  mayBeginFor,
  mayRedact,
  narrowerThan,
  visibilitiesFor,
} from '#features/files/stored/policy.ts';
import type { ScanState } from '#features/files/stored/schema.ts';
import { get, place } from './queries.ts';

/** What came in, is in the store, and was found to be of a type that is taken in. */
export type Received = { hash: string; size: number; mediaType: string; name: string };

type Attached = Received & { evidence: string; visibility: Visibility; isScanned: boolean };

/** Ties stored content to evidence and gives the reference of the file. Throws record.refused, files.already_there. */
export async function attach(tx: Tx, file: Attached): Promise<string> {
  const { reached, hasBody } = await place(tx, file.evidence);
  const isAllowed =
    mayAdd(tx.viewer, reached) && visibilitiesFor(tx.viewer, hasBody).includes(file.visibility);
  if (!isAllowed) throw refused('files');
  return add(tx, file, { original: null, reason: null });
}

type New = Received & {
  evidence?: string | undefined;
  /** The record that new evidence is for: it will cite it. */
  record?: { kind: string; ref: string } | undefined;
  title: string;
  lang: Lang;
  body?: string | undefined;
  visibility: Visibility;
  isScanned: boolean;
};

/**
 * Adds a file to the evidence that is named, or begins new evidence with it, for a record where one is named; gives the
 * reference of the evidence. Throws what beginning, attaching and citing throw.
 */
export async function addNew(tx: Tx, { evidence: named, record, ...file }: New): Promise<string> {
  if (named === undefined) {
    const begun = await begin(tx, file);
    if (record) await cite(tx, record.kind, record.ref, begun);
    return begun;
  }
  await attach(tx, { ...file, evidence: named });
  return named;
}

type Begun = Received & {
  title: string;
  lang: Lang;
  body?: string | undefined;
  visibility: Visibility;
  isScanned: boolean;
};

/**
 * Begins new evidence with a file and gives its reference: all of it reaches as far as `visibility` says. Throws
 * record.refused, record.unknown_reference.
 */
async function begin(tx: Tx, file: Begun): Promise<string> {
  if (!mayBeginFor(tx.viewer, file.body)) throw refused('evidence');
  const ref = `e-${randomBytes(6).toString('hex')}`;
  const title = written(file.title, file.lang);
  await evidence.save(tx, [
    { ref, kind: 'file', title, visibility: file.visibility, published: true, evidence: [], body: file.body },
  ]);
  await attach(tx, { ...file, evidence: ref });
  return ref;
}

type Redaction = Received & {
  original: string;
  reason: Translated;
  visibility: Visibility;
  isScanned: boolean;
};

/**
 * Puts a redacted copy beside a file, as open as the evidence is, and narrows who may see the original; gives the
 * reference of the evidence. Throws
 * record.refused, files.is_copy, files.same_as_original, files.already_there.
 */
export async function redact(tx: Tx, copy: Redaction): Promise<string> {
  const original = await get(tx, copy.original);
  if (!mayRedact(tx.viewer, original.reached)) throw refused('files');
  const allowed = narrowerThan(tx.viewer, original.visibility, original.evidence.hasBody);
  if (!allowed.includes(copy.visibility)) throw refused('files');
  if (original.redaction) throw isCopy();
  if (original.hash === copy.hash) throw sameAsOriginal();
  await change(tx, copy.original, {}, copy.visibility);
  const attached = { ...copy, evidence: original.evidence.ref, visibility: 'public' as const };
  await add(tx, attached, { original: copy.original, reason: copy.reason });
  return original.evidence.ref;
}

/** 80 random bits: nobody guesses the address of a file. */
const newRef = () => `f-${randomBytes(10).toString('hex')}`;

type Belonging = { evidence: string; original: string | null; reason: Translated | null };

async function add(
  tx: Tx,
  file: Attached,
  { original, reason }: Omit<Belonging, 'evidence'>,
): Promise<string> {
  const ref = newRef();
  const values = await valuesOf(tx, file, { evidence: file.evidence, original, reason });
  await saveRecords(tx, 'files', [changeOf(ref, file, values)]).catch(asAlreadyThere);
  if (file.isScanned) await enqueue(tx, 'files.scan', { hash: file.hash });
  return ref;
}

async function valuesOf(
  tx: Tx,
  { hash, size, mediaType, name, isScanned }: Received & { isScanned: boolean },
  { evidence: owner, original, reason }: Belonging,
): Promise<RecordValues<'files'>> {
  const { viewer } = tx;
  if (viewer.kind === 'public') throw refused('files');
  const evidences = await lookup(tx, 'evidence', [owner]);
  const originals = await lookup(tx, 'files', [original ?? undefined]);
  return {
    evidence_id: evidences.idOf(owner),
    hash,
    size,
    media_type: mediaType,
    name,
    uploaded_by: viewer.kind === 'person' ? viewer.account : null,
    uploader: viewer.actor,
    scan: isScanned ? 'waiting' : 'none',
    scanned_at: null,
    finding: null,
    spoiled_at: null,
    redacts_id: originals.idOrNull(original ?? undefined),
    redaction_reason: reason,
  };
}

type Said = { evidence: string; name: string; visibility: Visibility };

function changeOf(ref: string, { evidence, name, visibility }: Said, values: RecordValues<'files'>) {
  return {
    common: { ref, visibility, published: true, evidence: [] },
    values,
    entry: {
      path: `/evidence/${evidence}#${ref}`,
      title: { source: 'en' as const, en: name, status: { en: 'original' as const } },
      listed: false,
    },
  };
}

function asAlreadyThere(error: unknown): never {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : '';
  throw constraint === 'files_content' ? alreadyThere() : error;
}

type Changing = Partial<Pick<RecordValues<'files'>, 'scan' | 'scanned_at' | 'finding' | 'spoiled_at'>>;

/** Changes what is said about a file; its content stays. */
async function change(tx: Tx, ref: string, changing: Changing, visibility?: Visibility): Promise<void> {
  const { id: _id, ...row } = await tx.db
    .selectFrom('files as f')
    .innerJoin('evidence as e', 'e.id', 'f.evidence_id')
    .selectAll('f')
    .select('e.ref as evidence')
    .where('f.ref', '=', ref)
    .executeTakeFirstOrThrow();
  const values: RecordValues<'files'> = {
    evidence_id: row.evidence_id,
    hash: row.hash,
    size: row.size,
    media_type: row.media_type,
    name: row.name,
    uploaded_by: row.uploaded_by,
    uploader: row.uploader,
    scan: row.scan,
    scanned_at: row.scanned_at,
    finding: row.finding,
    spoiled_at: row.spoiled_at,
    redacts_id: row.redacts_id,
    redaction_reason: row.redaction_reason,
    ...changing,
  };
  const said = { ...row, visibility: visibility ?? row.visibility };
  await saveRecords(tx, 'files', [changeOf(ref, said, values)]);
}

/** Says of all files with this content what a scanner said. */
export async function scanned(tx: Tx, hash: string, verdict: Verdict): Promise<void> {
  const scan: ScanState = verdict.clean ? 'clean' : 'infected';
  const finding = verdict.clean ? null : verdict.finding;
  for (const ref of await refsOf(tx, hash)) await change(tx, ref, { scan, finding, scanned_at: tx.now });
}

/**
 * Says of all files with this content that what is stored is no longer it, or that it is again; names the files
 * ("report.pdf of /evidence/e-1").
 */
export async function markSpoiled(tx: Tx, hash: string, isSpoiled: boolean): Promise<string[]> {
  const at = isSpoiled ? tx.now : null;
  const rows = await tx.db
    .selectFrom('files as f')
    .innerJoin('evidence as e', 'e.id', 'f.evidence_id')
    .select(['f.ref', 'f.name', 'f.spoiled_at', 'e.ref as evidence'])
    .where('f.hash', '=', hash)
    .orderBy('f.ref')
    .execute();
  for (const { ref, spoiled_at } of rows) {
    if ((spoiled_at === null) === isSpoiled) await change(tx, ref, { spoiled_at: at });
  }
  return rows.map(({ name, evidence: owner }) => `${name} of /evidence/${owner}`);
}

async function refsOf(tx: Tx, hash: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('files')
    .select('ref')
    .where('hash', '=', hash)
    .orderBy('ref')
    .execute();
  return rows.map(({ ref }) => ref);
}
