import * as seats from '#features/bodies/seats/server/queries.ts';
import type { Seat } from '#features/bodies/seats/server/queries.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { choices, resolve, type Choices } from '#features/desk/naming/server/queries.ts';
import { fateOfSeat, termsOf, type Term } from '#features/desk/rotation/rules.ts';
import { rotationFields, rotationInput, type Rotation } from '#features/desk/rotation/schema.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import type { PersonName } from '#features/people/server/queries.ts';
import { includes } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { problemsIn } from '#lib/forms/problems.ts';
import { inputOf } from '#lib/forms/values.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Titled = { ref: string; title: Translated };

/** The body whose lead is to rotate, and the organisations that may be named. Throws refused, notFound. */
export async function open(tx: Tx, ref: string): Promise<{ body: Titled; titles: Choices }> {
  mayKeep(tx);
  const body = await tx.db
    .selectFrom('bodies')
    .select(['ref', 'name as title'])
    .where('ref', '=', ref)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!body) throw notFound('bodies', ref);
  return { body, titles: await choices(tx, rotationFields) };
}

/** What a rotation does: who leads when, by whom represented, and which seats end for it. */
export type Plan = {
  rotation: Rotation;
  terms: (Term & { name: Translated; holders: (Pick<PersonName, 'ref' | 'name'> & Capacity)[] })[];
  ending: Seat[];
};
type Capacity = { capacity: 'representative' | 'alternate' };

/**
 * Works out a rotation without writing anything. Whoever represents an organisation in the body on the first day of its
 * term represents it in the lead too. Throws refused, notFound, FormRefused.
 */
export async function plan(tx: Tx, ref: string, sent: Typed): Promise<Plan> {
  await open(tx, ref);
  const { typed, problems } = await resolve(tx, rotationFields, sent);
  const input = { ref, ...inputOf(rotationFields, typed) };
  const parsed = rotationInput.safeParse(input);
  const wrong = [...problems, ...(parsed.success ? [] : problemsIn(rotationFields, parsed.error, input))];
  if (!parsed.success || wrong.length > 0) throw new FormRefused(wrong);
  const rotation = parsed.data;
  const all = await seats.list(tx, { body: ref });
  const same = all.filter(({ role }) => role === rotation.role);
  const inTheWay = same.find((seat) => fateOfSeat(seat, rotation.from_on) === 'in the way');
  if (inTheWay)
    throw new FormRefused([{ control: 'from_on', message: 'rotation_error_later', label: 'rotation_from' }]);
  const names = new Map(
    (
      await tx.db
        .selectFrom('organisations')
        .select(['ref', 'name'])
        .where('ref', 'in', rotation.turns)
        .execute()
    ).map((organisation) => [organisation.ref, organisation.name]),
  );
  return {
    rotation,
    terms: termsOf(rotation).map((term) => ({
      ...term,
      name: names.get(term.organisation) ?? { source: 'en', en: term.organisation, status: {} },
      holders: holdersOn(all, term),
    })),
    ending: same.filter((seat) => fateOfSeat(seat, rotation.from_on) === 'ends'),
  };
}

function holdersOn(all: readonly Seat[], { organisation, from }: Term): Plan['terms'][number]['holders'] {
  const seat = all.find((one) => one.organisation.ref === organisation && includes(one, from));
  return (seat?.holders ?? [])
    .filter((holder) => includes(holder, from))
    .map(({ ref, name, capacity }) => ({ ref, name, capacity }));
}
