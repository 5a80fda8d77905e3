import * as bodies from '#features/bodies/server/commands.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { baseReference, referenceFrom } from '#features/desk/rules.ts';
import { forms, type Noun } from '#features/desk/schema.ts';
import * as indicators from '#features/indicators/server/commands.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import * as invitations from '#features/meetings/invitations/server/commands.ts';
import * as people from '#features/people/server/commands.ts';
import * as plans from '#features/plans/server/commands.ts';
import { ExpectedError, notFound } from '#lib/errors.ts';
import { choicePrefix, resolved } from '#lib/forms/clash.ts';
import type { Typed } from '#lib/forms/fields.ts';
import {
  itselfProblems,
  periodProblems,
  problemsIn,
  repeatProblems,
  type FieldProblem,
} from '#lib/forms/problems.ts';
import { inputOf, typedOf } from '#lib/forms/values.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { inputFrom, readStanding } from '#lib/server/forms/standing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { canonical } from '#lib/server/history/differences.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { clash, mayKeep } from './queries.ts';

type Save = (tx: Tx, input: Edited<{ ref: string }>) => Promise<Saved[]>;

/** Ties a form to the command of its room; the schema has made the input what the command takes. */
const saves: Record<Noun, Save> = {
  people: (tx, input) => people.save(tx, [input as Parameters<typeof people.save>[1][number]]),
  organisations: (tx, input) =>
    organisations.save(tx, [input as Parameters<typeof organisations.save>[1][number]]),
  positions: (tx, input) =>
    organisations.savePositions(tx, [input as Parameters<typeof organisations.savePositions>[1][number]]),
  bodies: (tx, input) => bodies.save(tx, [input as Parameters<typeof bodies.save>[1][number]]),
  seats: (tx, input) => bodies.saveSeats(tx, [input as Parameters<typeof bodies.saveSeats>[1][number]]),
  commitments: (tx, input) => commitments.save(tx, [input as Parameters<typeof commitments.save>[1][number]]),
  commitment_statuses: (tx, input) =>
    commitments.saveStatuses(tx, [input as Parameters<typeof commitments.saveStatuses>[1][number]]),
  plans: (tx, input) => plans.save(tx, [input as Parameters<typeof plans.save>[1][number]]),
  actions: (tx, input) => plans.saveActions(tx, [input as Parameters<typeof plans.saveActions>[1][number]]),
  indicators: (tx, input) => indicators.save(tx, [input as Parameters<typeof indicators.save>[1][number]]),
  observations: (tx, input) =>
    indicators.saveObservations(tx, [input as Parameters<typeof indicators.saveObservations>[1][number]]),
};

type Filled = {
  typed: Typed;
  /** What is wrong with the names of other records. */
  problems?: readonly FieldProblem[];
  /** The input as the record stands, where there is one. */
  standing?: Record<string, unknown>;
};

/** The input that was typed, checked by the schema of the kind. Throws FormRefused. */
function checked(noun: Noun, ref: string, { typed, problems = [], standing }: Filled): { ref: string } {
  const { fields, schema } = forms[noun];
  const input = inputOf(fields, typed, standing);
  const result = schema.safeParse({ ...input, ref });
  const own = result.success
    ? [...periodProblems(fields, input), ...repeatProblems(fields, input)]
    : problemsIn(fields, result.error, input);
  const itself = standing ? itselfProblems(fields, input, { of: noun, ref }) : [];
  const all = [...problems, ...itself, ...own];
  const first = all.filter(({ control }, at) => all.findIndex((one) => one.control === control) === at);
  if (!result.success || first.length > 0) throw new FormRefused(first);
  return result.data as { ref: string };
}

/**
 * Records something new; its reference is made of what it is called. The same form sent twice makes one record.
 * Throws refused, FormRefused, unknownReference.
 */
export async function create(tx: Tx, noun: Noun, sent: Typed): Promise<string> {
  mayKeep(tx);
  await takeTurn(tx);
  const { fields, named } = forms[noun];
  const { typed, problems } = await resolve(tx, fields, sent);
  const wanted = inputOf(fields, typed);
  const values = named.map((name) => wanted[name]);
  const base = baseReference(values, noun);
  const input = checked(noun, base, { typed, problems });
  const taken = await takenReferences(tx, noun, base);
  for (const ref of taken) {
    const standing = await readStanding(tx, noun, ref, fields);
    const stands = checked(noun, base, {
      typed: typedOf(fields, await inputFrom(tx, fields, standing.fields)),
    });
    if (!standing.archivedAt && unordered(stands) === unordered(input)) return ref;
  }
  const ref = referenceFrom(values, noun, taken);
  await saves[noun](tx, { ...input, ref, expected: 0 });
  return ref;
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

export type Sent = {
  typed: Typed;
  /** The version the person has seen. */
  version: number;
  /** The version the form was first opened on; lower where it shows what somebody else changed meanwhile. */
  base?: number;
  /** By control name: which of two values shall stand, where somebody else changed the record meanwhile. */
  choices?: ReadonlyMap<string, string>;
};

/**
 * Changes a record as its form says. Nothing else that stands is touched.
 * Throws refused, notFound, FormRefused, unknownReference, and RecordConflict when the record is newer.
 */
export async function change(tx: Tx, noun: Noun, ref: string, sent: Sent): Promise<Saved | undefined> {
  mayKeep(tx);
  await takeTurn(tx);
  const { fields } = forms[noun];
  const named = await resolve(tx, fields, sent.typed);
  const standing = await inputFrom(tx, fields, (await readStanding(tx, noun, ref, fields)).fields);
  const stands = typedOf(fields, standing);
  if (sent.base !== undefined && sent.base < sent.version) await refuseUndecided(tx, noun, ref, sent);
  const typed = resolved(fields, { typed: named.typed, stands }, sent.choices ?? new Map());
  const problems = named.problems.filter(({ control }) => typed[control] === named.typed[control]);
  const input = checked(noun, ref, { typed, problems, standing });
  const [saved] = await saves[noun](tx, { ...input, ref, expected: sent.version });
  return saved;
}

/** Where somebody else changed a field, a person says which value shall stand: nothing is chosen for them. */
async function refuseUndecided(tx: Tx, noun: Noun, ref: string, sent: Sent): Promise<void> {
  const { differences } = await clash(tx, noun, ref, {
    typed: sent.typed,
    version: sent.base ?? sent.version,
  });
  const undecided = differences.filter(({ field, touched }) => {
    const choice = sent.choices?.get(choicePrefix + field.name);
    return touched !== 'mine' && choice !== 'mine' && choice !== 'theirs';
  });
  if (undecided.length > 0)
    throw new FormRefused(
      undecided.map(({ field }) => ({
        control: choicePrefix + field.name,
        message: 'form_error_keep',
        label: field.label,
      })),
    );
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
