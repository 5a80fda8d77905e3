import fc from 'fast-check';
import { sql } from 'kysely';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { agendaItemInput, decisionInput, meetingInput } from '#features/meetings/schema.ts';
import { organisationInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import type { Visibility } from '#lib/record.ts';
import type { Database } from '#lib/server/db/database.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { asSystem, type Tx } from '#lib/server/db/viewer.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import * as commands from './commands.ts';

/** Random worlds of seats, offices, dates and records, for tests of who may see and keep what. */

export const accounts = [0, 1, 2] as const;
const visibility = fc.constantFrom<Visibility>('public', 'network', 'body', 'secretariat');
const month = fc.integer({ min: 1, max: 12 }).map((n) => `2023-${String(n).padStart(2, '0')}`);
export const days = ['2022-12-31', '2023-01-01', '2023-06-15', '2024-01-01'];
const term = fc
  .tuple(fc.option(month, { nil: undefined }), fc.option(month, { nil: undefined }))
  .map(([a, b]) =>
    a && b ? (a < b ? { from: a, until: b } : { from: b, until: `2024` }) : { from: a, until: b },
  );
const seatShape = fc.record({
  body: fc.nat(1),
  person: fc.nat(2),
  role: fc.constantFrom('coordinator', 'secretariat', 'chair', 'co-chair', 'member', 'observer'),
  capacity: fc.constantFrom('representative', 'alternate'),
  seat: term,
  holder: term,
});
const meetingShape = fc.record({
  body: fc.option(fc.nat(1), { nil: undefined }),
  parent: fc.option(fc.nat(1), { nil: undefined }),
  visibility,
  published: fc.boolean(),
  item: fc.record({ visibility, published: fc.boolean() }),
  decision: fc.record({ body: fc.nat(1), visibility, published: fc.boolean() }),
});
export const worldShape = fc.record({
  bodies: fc.tuple(
    fc.record({ visibility, closed: fc.option(month, { nil: undefined }) }),
    fc.record({ visibility, closed: fc.constant(undefined) }),
  ),
  seats: fc.array(seatShape, { minLength: 2, maxLength: 5 }),
  offices: fc.array(fc.record({ person: fc.nat(2), term }), { maxLength: 2 }),
  duties: fc.array(
    fc.record({
      account: fc.nat(2),
      duty: fc.constantFrom('secretariat', 'administrator', 'data-steward', 'auditor'),
      from: fc.constantFrom(...days),
      until: fc.option(fc.constantFrom(...days), { nil: undefined }),
    }),
    { maxLength: 2 },
  ),
  meetings: fc.array(meetingShape, { minLength: 2, maxLength: 4 }),
});
export type World = typeof worldShape extends fc.Arbitrary<infer W> ? W : never;

/** A meeting that only a body may see needs a body, its own or its parent's. */
export function visibleAs(
  meeting: World['meetings'][number],
  all: World['meetings'],
  index: number,
): Visibility {
  return meeting.visibility === 'body' && !hasBody(all, index) ? 'network' : meeting.visibility;
}
export const parentIndex = (all: World['meetings'], index: number) => {
  const parent = all[index]?.parent;
  return parent !== undefined && parent < index ? parent : undefined;
};
/** Has a meeting a body, its own or its parent's? */
export const hasBody = (all: World['meetings'], index: number) =>
  all[index]?.body !== undefined || parentOf(all, index)?.body !== undefined;
const parentOf = (all: World['meetings'], index: number) => {
  const parent = parentIndex(all, index);
  return parent === undefined ? undefined : all[parent];
};

/** Saves the records of a world; all references begin with `w`. */
export async function build(tx: Tx, w: string, world: World): Promise<void> {
  await organisations.save(tx, [organisationInput.parse({ ref: `${w}-org`, name: 'Org', type: 'agency' })]);
  await people.save(
    tx,
    accounts.map((n) => personInput.parse({ ref: `${w}-p${String(n)}`, name: 'Somebody' })),
  );
  await organisations.savePositions(
    tx,
    world.offices.map(({ person, term: held }, n) =>
      positionInput.parse({
        ref: `${w}-o${String(n)}`,
        person: `${w}-p${String(person)}`,
        organisation: `${w}-org`,
        title: 'Officer',
        from_on: held.from,
        until_on: held.until,
      }),
    ),
  );
  await bodies.save(
    tx,
    world.bodies.map((body, n) =>
      bodyInput.parse({
        ref: `${w}-b${String(n)}`,
        kind: 'working-group',
        name: 'Group',
        visibility: body.visibility,
        closed_on: body.closed,
      }),
    ),
  );
  await bodies.saveSeats(
    tx,
    world.seats.map((seat, n) =>
      seatInput.parse({
        ref: `${w}-s${String(n)}`,
        body: `${w}-b${String(seat.body)}`,
        organisation: `${w}-org`,
        role: seat.role,
        from_on: seat.seat.from,
        until_on: seat.seat.until,
        holders: [
          {
            person: `${w}-p${String(seat.person)}`,
            capacity: seat.capacity,
            from_on: seat.holder.from,
            until_on: seat.holder.until,
          },
        ],
      }),
    ),
  );
  for (const [n, meeting] of world.meetings.entries()) await buildMeeting(tx, w, { world, meeting, n });
}

type Place = { world: World; meeting: World['meetings'][number]; n: number };
async function buildMeeting(tx: Tx, w: string, { world, meeting, n }: Place): Promise<void> {
  const parent = parentIndex(world.meetings, n);
  await commands.save(tx, [
    meetingInput.parse({
      ref: `${w}-m${String(n)}`,
      kind: 'meeting',
      title: 'Meeting',
      from_on: '2023-05-01',
      body: meeting.body === undefined ? undefined : `${w}-b${String(meeting.body)}`,
      parent: parent === undefined ? undefined : `${w}-m${String(parent)}`,
      visibility: visibleAs(meeting, world.meetings, n),
      published: meeting.published,
    }),
  ]);
  const { item, decision } = meeting;
  await agenda.save(tx, [
    agendaItemInput.parse({
      ref: `${w}-i${String(n)}`,
      meeting: `${w}-m${String(n)}`,
      position: 1,
      title: 'Item',
      kind: 'discussion',
      visibility: item.visibility === 'body' && !hasBody(world.meetings, n) ? 'network' : item.visibility,
      published: item.published,
    }),
  ]);
  await decisions.save(tx, [
    decisionInput.parse({
      ref: `${w}-d${String(n)}`,
      body: `${w}-b${String(decision.body)}`,
      meeting: `${w}-m${String(n)}`,
      wording: 'Decided',
      decided_on: '2023-05-01',
      kind: 'decision',
      visibility: decision.visibility,
      published: decision.published,
    }),
  ]);
}

/** Makes an account for each person of the world, with the duties it was given. */
export async function enrol(database: Database, w: string, world: World): Promise<void> {
  await asSystem(database, 'the test makes accounts', async (db) => {
    for (const n of accounts) {
      await sql`insert into accounts (id, name, email, created_at, updated_at, person_id)
        select ${`account-${w}-${String(n)}`}, 'Somebody', ${`${w}-${String(n)}@example.org`}, ${testNow}, ${testNow}, id
        from people where ref = ${`${w}-p${String(n)}`}`.execute(db);
    }
    for (const { account, duty, from, until } of world.duties) {
      const end = until && until >= from ? until : null;
      await sql`insert into grants (account_id, duty, from_day, until_day, granted_by, granted_at, reason)
        values (${`account-${w}-${String(account)}`}, ${duty}, ${from}::date, ${end}::date, 'test', ${testNow}, 'to try it')`.execute(
        db,
      );
    }
  });
}
