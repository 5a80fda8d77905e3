import { sql } from 'kysely';
import { date, digits, join, text, type Value } from '#features/bulletins/values/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

export type Fields = Record<string, Value | null>;
export type Reader = (tx: Tx, refs: string[]) => Promise<Map<string, Fields>>;

/** Makes a reader from a query and a mapping of one row. */
export function reader<Row extends { ref: string }>(
  read: (tx: Tx, refs: string[]) => Promise<Row[]>,
  fieldsOf: (row: Row) => Fields,
): Reader {
  return async (tx, refs) => new Map((await read(tx, refs)).map((row) => [row.ref, fieldsOf(row)]));
}

/** A code whose word is the message of this key. */
export const code = (message: string): Value => ({ is: 'code', message: message.replaceAll('-', '_') });

const organisations = reader(
  (tx, refs) =>
    tx.db.selectFrom('organisations').select(['ref', 'name', 'acronym']).where('ref', 'in', refs).execute(),
  (row) => ({ name: text(row.name), acronym: text(row.acronym ?? row.name) }),
);

const people = reader(
  (tx, refs) =>
    tx.db.selectFrom('people').select(['ref', 'name', 'honorific']).where('ref', 'in', refs).execute(),
  (row) => ({ name: text(row.name), 'full-name': join('space', [text(row.honorific), text(row.name)]) }),
);

const positions = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('positions as h')
      .innerJoin('organisations as o', 'o.id', 'h.organisation_id')
      .innerJoin('people as p', 'p.id', 'h.person_id')
      .select(['h.ref', 'h.title', 'o.name as organisation', 'o.acronym', 'p.name as holder', 'p.honorific'])
      .where('h.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: text(row.title),
    office: join('comma', [text(row.title), text(row.organisation)]),
    'short-office': join('comma', [text(row.title), text(row.acronym ?? row.organisation)]),
    holder: join('space', [text(row.honorific), text(row.holder)]),
  }),
);

/** Seats of a body in force on the last day of `year`, with acronyms: the co-chairs of 2023. */
const chairsOf = sql<{ year: string; role: 'chair' | 'co-chair'; acronym: unknown }[] | null>`(
  select jsonb_agg(jsonb_build_object('year', left(s.from_on, 4), 'role', s.role,
      'acronym', coalesce(o.acronym::jsonb, o.name::jsonb)) order by s.role, o.ref)
  from seats s join organisations o on o.id = s.organisation_id
  where s.body_id = b.id and s.role in ('chair', 'co-chair') and s.from_on is not null)`;

const bodies = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('bodies as b')
      .leftJoin('seats as c', (on) => on.onRef('c.body_id', '=', 'b.id').on('c.role', '=', 'coordinator'))
      .leftJoin('organisations as co', 'co.id', 'c.organisation_id')
      .select([
        'b.ref',
        'b.name',
        'b.acronym',
        'b.mandate',
        'b.membership',
        'b.member_count',
        'b.established_on',
      ])
      .select(['co.name as coordinator', 'co.acronym as coordinatorAcronym'])
      .select(chairsOf.as('chairs'))
      .where('b.ref', 'in', refs)
      .execute(),
  (row) => ({
    name: text(row.name),
    acronym: text(row.acronym ?? row.name),
    mandate: text(row.mandate),
    membership: text(row.membership),
    'member-count': digits(row.member_count),
    established: date(row.established_on),
    coordinator: text(row.coordinator),
    'coordinator-acronym': text(row.coordinatorAcronym),
    ...chairFields(row.chairs ?? []),
  }),
);

/** Fields `chairs-2023`: every chair and co-chair of a year, in one list. */
function chairFields(chairs: readonly { year: string; acronym: unknown }[]): Fields {
  const byYear = Map.groupBy(chairs, ({ year }) => year);
  return Object.fromEntries(
    [...byYear].map(([year, seats]) => [
      `chairs-${year}`,
      join(
        'and',
        seats.map(({ acronym }) => translated(acronym)),
      ),
    ]),
  );
}

/** A translated text that came through jsonb_build_object, which types cannot see. */
function translated(value: unknown): Value | null {
  return text(value as Parameters<typeof text>[0]);
}

const seats = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('seats as s')
      .innerJoin('organisations as o', 'o.id', 's.organisation_id')
      .innerJoin('bodies as b', 'b.id', 's.body_id')
      .select([
        's.ref',
        's.role',
        's.from_on',
        's.until_on',
        'o.name',
        'o.acronym',
        'b.name as body',
        'b.acronym as bodyAcronym',
      ])
      .where('s.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.name), code(`seat_role_${row.role}`), text(row.body)]),
    organisation: text(row.name),
    acronym: text(row.acronym ?? row.name),
    body: text(row.body),
    'body-acronym': text(row.bodyAcronym ?? row.body),
    role: code(`seat_role_${row.role}`),
    term: date(row.from_on, row.until_on),
  }),
);

/** Who there is: organisations, people in office, bodies and their seats. */
export const institutions: Record<string, Reader> = { organisations, people, positions, bodies, seats };
