import type { BodyInput, SeatInput } from '#features/bodies/schema.ts';
import { seatTitle } from '#features/bodies/seats/labels.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { refuseCircles } from '#lib/server/history/circles.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { written, type Translated } from '#lib/translated.ts';

/** Creates or changes bodies; a parent may be in the same list. Throws record.within_itself. */
export async function save(tx: Tx, inputs: readonly Edited<BodyInput>[]): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const level of byLevels(inputs)) saved.push(...(await saveLevel(tx, level)));
  await refuseCircles(tx, 'bodies', inputs);
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly Edited<BodyInput>[]): Promise<Saved[]> {
  const parents = await lookup(
    tx,
    'bodies',
    inputs.map((input) => input.parent),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.parent_organisation),
  );
  return saveRecords(
    tx,
    'bodies',
    inputs.map((input) => ({
      common: input,
      values: {
        kind: input.kind,
        name: input.name,
        acronym: input.acronym ?? null,
        aliases: input.aliases,
        parent_id: parents.idOrNull(input.parent),
        parent_organisation_id: organisations.idOrNull(input.parent_organisation),
        mandate: input.mandate ?? null,
        membership: input.membership ?? null,
        member_count: input.member_count ?? null,
        proposed_on: input.proposed_on ?? null,
        established_on: input.established_on ?? null,
        closed_on: input.closed_on ?? null,
        voting_roles: input.voting_roles,
        quorum: input.quorum ?? null,
        adoption: input.adoption,
        correction_days: input.correction_days,
        meeting_visibility: input.meeting_visibility,
        sort: input.sort,
      },
      entry: {
        path: `/bodies/${input.ref}`,
        title: input.name,
        summary: input.mandate,
        names: [input.acronym, ...input.aliases],
        text: [input.membership, input.note],
        dated: input.established_on,
      },
    })),
  );
}

/** Creates or changes seats with those who hold them. */
export async function saveSeats(tx: Tx, inputs: readonly Edited<SeatInput>[]): Promise<Saved[]> {
  const bodies = await lookup(
    tx,
    'bodies',
    inputs.map((input) => input.body),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.organisation),
  );
  const people = await lookup(
    tx,
    'people',
    inputs.flatMap((input) => input.holders.map((holder) => holder.person)),
  );
  const organisationName = await shortNamesOf(
    tx,
    'organisations',
    inputs.map(({ organisation }) => organisation),
  );
  const bodyName = await shortNamesOf(
    tx,
    'bodies',
    inputs.map(({ body }) => body),
  );
  return saveRecords(
    tx,
    'seats',
    inputs.map((input) => ({
      common: input,
      values: {
        body_id: bodies.idOf(input.body),
        organisation_id: organisations.idOf(input.organisation),
        role: input.role,
        from_on: input.from_on ?? null,
        until_on: input.until_on ?? null,
        stated_on: input.stated_on ?? null,
      },
      links: {
        seat_holders: input.holders.map((holder) => ({
          person_id: people.idOf(holder.person),
          capacity: holder.capacity,
          from_on: holder.from_on ?? null,
          until_on: holder.until_on ?? null,
        })),
      },
      entry: {
        path: `/bodies/${input.body}#${input.ref}`,
        title: seatTitle(organisationName(input.organisation), input.role, bodyName(input.body)),
        listed: false,
      },
    })),
  );
}

/** The short names of organisations or bodies by reference; the name where there is no short one. */
async function shortNamesOf(
  tx: Tx,
  kind: 'organisations' | 'bodies',
  refs: readonly string[],
): Promise<(ref: string) => Translated> {
  const rows = await tx.db
    .selectFrom(kind)
    .select(['ref', 'name', 'acronym'])
    .where('ref', 'in', refs)
    .execute();
  const names = new Map(rows.map(({ ref, name, acronym }) => [ref, acronym ?? name]));
  return (ref) => names.get(ref) ?? written(ref, 'en');
}
