import * as bodies from '#features/bodies/server/commands.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import * as statements from '#features/commitments/statements/server/commands.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import { changedInput, checked } from '#features/desk/keeping/server/commands.ts';
import { openSheet } from '#features/desk/keeping/server/queries.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { baseReference, referenceFrom } from '#features/desk/rules.ts';
import { forms, type Noun } from '#features/desk/schema.ts';
import * as indicators from '#features/indicators/server/commands.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import * as invitations from '#features/meetings/invitations/server/commands.ts';
import * as people from '#features/people/server/commands.ts';
import * as milestones from '#features/plans/milestones/server/commands.ts';
import * as plans from '#features/plans/server/commands.ts';
import * as statuses from '#features/plans/statuses/server/commands.ts';
import * as rounds from '#features/rounds/server/commands.ts';
import { ExpectedError, notFound } from '#lib/errors.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { legacyProblems } from '#lib/forms/legacy.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { inputOf } from '#lib/forms/values.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { canonical } from '#lib/server/history/differences.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { mayKeep, sheetOf } from './queries.ts';

type Save = (tx: Tx, inputs: readonly Edited<{ ref: string }>[]) => Promise<Saved[]>;

/** Ties a form to the command of its room; the schema has made the inputs what the command takes. */
function tie<Input extends { ref: string }>(
  save: (tx: Tx, inputs: readonly Edited<Input>[]) => Promise<Saved[]>,
): Save {
  return (tx, inputs) =>
    save(
      tx,
      inputs.map((input) => input as Edited<Input>),
    );
}

const saves: Record<Noun, Save> = {
  people: tie(people.save),
  organisations: tie(organisations.save),
  positions: tie(organisations.savePositions),
  bodies: tie(bodies.save),
  seats: tie(bodies.saveSeats),
  commitments: tie(commitments.save),
  commitment_statuses: tie(commitments.saveStatuses),
  commitment_statements: tie(statements.save),
  plans: tie(plans.save),
  actions: tie(plans.saveActions),
  milestones: tie(milestones.save),
  action_statuses: tie(statuses.save),
  indicators: tie(indicators.save),
  observations: tie(indicators.saveObservations),
  rounds: tie(rounds.save),
};

/** So many records are written by one statement: a statement has room for 65,535 values. */
const savedAtOnce = 400;

/**
 * Saves inputs that were checked, many at once, as their forms would. Throws refused, and what the command of the room
 * throws.
 */
export async function saveAll(
  tx: Tx,
  noun: Noun,
  inputs: readonly Edited<{ ref: string }>[],
): Promise<Saved[]> {
  mayKeep(tx);
  const saved: Saved[] = [];
  for (let from = 0; from < inputs.length; from += savedAtOnce)
    saved.push(...(await saves[noun](tx, inputs.slice(from, from + savedAtOnce))));
  return saved;
}

/**
 * Records many new ones, as `create` would one after another, but all other records are named by their references. What
 * is there already, or comes twice, is made once. Throws refused, FormRefused, unknownReference.
 */
export async function createAll(tx: Tx, noun: Noun, sent: readonly Typed[]): Promise<void> {
  mayKeep(tx);
  await takeTurn(tx);
  const said = new Set<string>();
  const given = new Set<string>();
  const inputs: Edited<{ ref: string }>[] = [];
  for (const typed of sent) {
    const { values, base, input } = newInputOf(noun, typed);
    const words = unordered(input);
    if (said.has(words)) continue;
    said.add(words);
    const { twin, taken } = await twinOf(tx, noun, base, input);
    if (twin !== null) continue;
    const ref = referenceFrom(values, noun, taken.union(given));
    given.add(ref);
    inputs.push({ ...input, ref, expected: 0 });
  }
  await saveAll(tx, noun, inputs);
}

/**
 * Records something new; its reference is made of what it is called. The same form sent twice makes one record.
 * Throws refused, FormRefused, unknownReference.
 */
export async function create(tx: Tx, noun: Noun, sent: Typed): Promise<string> {
  mayKeep(tx);
  await takeTurn(tx);
  const { typed, problems } = await resolve(tx, forms[noun].fields, sent);
  const { values, base, input } = newInputOf(noun, typed, problems);
  const { twin, taken } = await twinOf(tx, noun, base, input);
  if (twin !== null) return twin;
  const ref = referenceFrom(values, noun, taken);
  await saves[noun](tx, [{ ...input, ref, expected: 0 }]);
  return ref;
}

/** The input of a new record under the reference that its name makes, checked. Throws FormRefused. */
function newInputOf(noun: Noun, typed: Typed, problems: readonly FieldProblem[] = []) {
  const { fields, named } = forms[noun];
  const wanted = inputOf(fields, typed);
  const values = named.map((name) => wanted[name]);
  const base = baseReference(values, noun);
  const all = [...problems, ...legacyProblems(fields, typed)];
  return { values, base, input: checked(sheetOf(noun), { ...wanted, ref: base }, { problems: all }) };
}

/**
 * The record that says what an input for a new one says, or null; with the references that are taken. `base` is the
 * reference of the input, before it is numbered.
 */
export async function twinOf(
  tx: Tx,
  noun: Noun,
  base: string,
  input: object,
): Promise<{ twin: string | null; taken: Set<string> }> {
  const sheet = sheetOf(noun);
  const taken = await takenReferences(tx, noun, base);
  for (const ref of taken) {
    const { typed, archivedAt } = await openSheet(tx, sheet, ref);
    const stands = checked(sheet, { ...inputOf(sheet.fields, typed), ref: base });
    if (!archivedAt && unordered(stands) === unordered(input)) return { twin: ref, taken };
  }
  return { twin: null, taken };
}

/** An input as one text; rows and lists have no order. */
function unordered(input: object): string {
  const fields = Object.entries(input).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(canonical).sort() : (value as unknown),
  ]);
  return canonical(Object.fromEntries(fields));
}

async function takenReferences(tx: Tx, noun: Noun, base: string): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('records')
    .select('ref')
    .where('kind', '=', noun)
    .where((is) => is.or([is('ref', '=', base), is('ref', 'like', `${base}-%`)]))
    .execute();
  return new Set(rows.map(({ ref }) => ref).filter((ref) => /^(-\d+)?$/u.test(ref.slice(base.length))));
}

/**
 * Changes a record as its form says. Nothing else that stands is touched.
 * Throws refused, notFound, FormRefused, unknownReference, and RecordConflict when the record is newer.
 */
export async function change(tx: Tx, noun: Noun, ref: string, sent: Sent): Promise<Saved | undefined> {
  mayKeep(tx);
  const input = await changedInput(tx, sheetOf(noun), ref, { sent });
  const [saved] = await saves[noun](tx, [{ ...input, ref }]);
  return saved;
}

/** Takes a record out of all lists or puts it back. Throws refused, notFound, and when the reason is missing. */
export async function archive(
  tx: Tx,
  noun: Noun,
  ref: string,
  archiving: { archived: boolean; reason: string },
): Promise<void> {
  mayKeep(tx);
  await setArchived(tx, noun, ref, { ...archiving, reason: cleanLine(archiving.reason).slice(0, 400) });
}

/** Erases what is personal of a person. Throws refused, notFound, and when the reason or the yes is missing. */
export async function erase(
  tx: Tx,
  noun: Noun,
  ref: string,
  { reason, isSure }: { reason: string; isSure: boolean },
): Promise<void> {
  mayKeep(tx);
  if (noun !== 'people') throw notFound(noun, ref);
  const line = cleanLine(reason).slice(0, 400);
  if (line.length >= 3 && !isSure) throw new ExpectedError('record.not_sure', 422);
  await people.erase(tx, ref, line);
  await invitations.forget(tx, ref);
}
