import { sql } from 'kysely';
import { fieldsOf, typedAfter, type BatchWork } from '#features/desk/batch/rules.ts';
import type { Seen } from '#features/desk/batch/schema.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { checked } from '#features/desk/keeping/server/commands.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import type { Noun } from '#features/desk/schema.ts';
import * as desk from '#features/desk/server/commands.ts';
import { mayKeep, open, sheetOf } from '#features/desk/server/queries.ts';
import { ExpectedError } from '#lib/errors.ts';
import type { Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { inputOf } from '#lib/forms/values.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import type { Translated } from '#lib/translated.ts';

/** Why one record was not changed. */
export type Refusal = { code: string; values: Record<string, string | number>; problems: FieldProblem[] };

/** One record of a batch: as it stands, as it would stand, and what is in the way. */
export type BatchLine = Seen & {
  title: Translated;
  before: Typed;
  after: Typed;
  isChanged: boolean;
  refusal: Refusal | null;
};

/** What became of a batch. */
export type BatchResult = {
  changed: string[];
  unchanged: string[];
  refused: { ref: string; refusal: Refusal }[];
};

/** What was typed with references in the place of names. Throws FormRefused where it cannot be done to any record. */
async function given(tx: Tx, work: BatchWork, typed: Typed): Promise<Typed> {
  const found = await resolve(tx, fieldsOf(work), typed);
  const problems = [...found.problems, ...emptyIn(work, typed)];
  if (problems.length > 0) throw new FormRefused(problems);
  if (work.does === 'step') checkAlone(work, found.typed);
  return found.typed;
}

/** What must be given whatever the record: the first cell of a row, the reason of an archiving. */
function emptyIn(work: BatchWork, typed: Typed): FieldProblem[] {
  if (work.does === 'archive' && (typed['reason'] ?? '').trim().length < 3)
    return [{ control: 'reason', message: 'error_record_reason_missing', label: 'desk_reason' }];
  const first = work.does === 'add' ? work.field.row[0] : undefined;
  return first && !typed[first.name]
    ? [{ control: first.name, message: 'form_error_missing', label: first.label }]
    : [];
}

/** A step is checked once, before it is added to any record: the record it belongs to is none of its fields. */
function checkAlone({ noun, owner }: BatchWork & { does: 'step' }, typed: Typed): void {
  const sheet = sheetOf(noun);
  checked(sheet, { ...inputOf(sheet.fields, typed), [owner]: 'any', ref: 'any' });
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ExpectedError)) throw error;
  const problems = error instanceof FormRefused ? error.problems : [];
  return { code: error.code, values: error.values, problems };
}

/** Each record before and after, in the order asked; nothing is written. Throws refused, FormRefused. */
export async function preview(
  tx: Tx,
  noun: Noun,
  { refs, work, typed }: { refs: readonly string[]; work: BatchWork; typed: Typed },
): Promise<BatchLine[]> {
  mayKeep(tx);
  const asked = await given(tx, work, typed);
  const lines: BatchLine[] = [];
  for (const ref of refs) {
    const { title, version, typed: before } = await open(tx, noun, ref);
    const after = typedAfter(work, before, asked);
    const isChanged = work.does === 'step' || work.does === 'archive' || after !== before;
    lines.push({ ref, title, version, before, after, isChanged, refusal: refusalIn(noun, ref, after) });
  }
  return lines;
}

/** What a record's own rules say against it. */
function refusalIn(noun: Noun, ref: string, after: Typed): Refusal | null {
  const sheet = sheetOf(noun);
  try {
    checked(sheet, { ...inputOf(sheet.fields, after), ref });
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}

/**
 * Does the work of a batch to each record that is still as it was seen, all in the caller's transaction. A record that is
 * newer, or that its own rules refuse, stays as it is and is named. Throws refused, FormRefused.
 */
export async function apply(
  tx: Tx,
  noun: Noun,
  { seen, work, typed }: { seen: readonly Seen[]; work: BatchWork; typed: Typed },
): Promise<BatchResult> {
  mayKeep(tx);
  await takeTurn(tx);
  const asked = await given(tx, work, typed);
  const result: BatchResult = { changed: [], unchanged: [], refused: [] };
  for (const one of seen) {
    const outcome = await tryOne(tx, () => applyOne(tx, noun, one, { work, asked }));
    if (typeof outcome === 'object') result.refused.push({ ref: one.ref, refusal: outcome });
    else result[outcome].push(one.ref);
  }
  return result;
}

type Outcome = 'changed' | 'unchanged';

/** Whatever one record wrote before it was refused is taken back; the others stand. */
async function tryOne(tx: Tx, work: () => Promise<Outcome>): Promise<Outcome | Refusal> {
  await sql`savepoint batch_one`.execute(tx.db);
  try {
    const outcome = await work();
    await sql`release savepoint batch_one`.execute(tx.db);
    return outcome;
  } catch (error) {
    const refusal = refusalOf(error);
    await sql`rollback to savepoint batch_one`.execute(tx.db);
    return refusal;
  }
}

async function applyOne(
  tx: Tx,
  noun: Noun,
  { ref, version }: Seen,
  { work, asked }: { work: BatchWork; asked: Typed },
): Promise<Outcome> {
  const stands = await open(tx, noun, ref);
  if (stands.version !== version) throw new ExpectedError('record.conflict', 409, { kind: noun, ref });
  if (work.does === 'archive') {
    if (stands.archivedAt) return 'unchanged';
    await desk.archive(tx, noun, ref, { archived: true, reason: asked['reason'] ?? '' });
    return 'changed';
  }
  if (work.does === 'step') {
    await desk.create(tx, work.noun, { ...asked, [work.owner]: ref });
    return 'changed';
  }
  const saved = await desk.change(tx, noun, ref, { typed: typedAfter(work, stands.typed, asked), version });
  return saved?.outcome === 'changed' ? 'changed' : 'unchanged';
}
