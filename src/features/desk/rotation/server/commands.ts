import { seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { openSheet } from '#features/desk/keeping/server/queries.ts';
import { plan, type Plan } from '#features/desk/rotation/server/queries.ts';
import { mayKeep, sheetOf } from '#features/desk/server/queries.ts';
import type { Typed } from '#lib/forms/fields.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { freeReference } from '#lib/server/history/free-reference.ts';

/**
 * Lets the lead of a body rotate: the seats that stand end on the first day, and each organisation gets a seat for its
 * term, all in one transaction. Sent twice, the second time is refused: the first terms are in the way. Throws refused,
 * notFound, FormRefused.
 */
export async function rotate(tx: Tx, ref: string, typed: Typed): Promise<Plan> {
  mayKeep(tx);
  await takeTurn(tx);
  const made = await plan(tx, ref, typed);
  const { role, from_on: day } = made.rotation;
  const ended = [];
  for (const seat of made.ending) {
    const { input } = await openSheet(tx, sheetOf('seats'), seat.ref);
    ended.push(seatInput.parse({ ...input, ref: seat.ref, until_on: day }));
  }
  const begun = [];
  for (const { organisation, from, until, holders } of made.terms)
    begun.push(
      seatInput.parse({
        ref: await freeReference(tx, 'seats', `${ref.slice(0, 40)}-${role}-${from}-`),
        body: ref,
        organisation,
        role,
        from_on: from,
        until_on: until,
        holders: holders.map(({ ref: person, capacity }) => ({ person, capacity })),
      }),
    );
  await bodies.saveSeats(tx, [...ended, ...begun]);
  return made;
}
