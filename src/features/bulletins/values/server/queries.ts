import { sql } from 'kysely';
import { date, digits, join, text, type CitedRecord, type Value } from '#features/bulletins/values/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/**
 * Reads the records behind citations ("bodies/bdunnm"; a kind of two words has a dash). Records the viewer may
 * not see are not there. Every record has the field `title`: its own, or what the register calls it.
 */
export async function citedRecords(tx: Tx, names: Iterable<string>): Promise<Map<string, CitedRecord>> {
  const byKind = Map.groupBy(
    [...new Set(names)].map((name) => name.split('/')),
    ([kind]) => kind ?? '',
  );
  const found = new Map<string, CitedRecord>();
  for (const [kind, parts] of byKind) {
    const refs = parts.map(([, ref]) => ref ?? '');
    const fields = await readers[kind]?.(tx, refs);
    const registered = await tx.db
      .selectFrom('records')
      .select(['ref', 'path', 'title'])
      .where('kind', '=', kind.replaceAll('-', '_'))
      .where('ref', 'in', refs)
      .execute();
    for (const { ref, path, title } of registered) {
      found.set(`${kind}/${ref}`, { path, fields: { title: text(title), ...fields?.get(ref) } });
    }
  }
  return found;
}

type Fields = Record<string, Value | null>;
type Reader = (tx: Tx, refs: string[]) => Promise<Map<string, Fields>>;

/** Makes a reader from a query and a mapping of one row. */
function reader<Row extends { ref: string }>(
  read: (tx: Tx, refs: string[]) => Promise<Row[]>,
  fieldsOf: (row: Row) => Fields,
): Reader {
  return async (tx, refs) => new Map((await read(tx, refs)).map((row) => [row.ref, fieldsOf(row)]));
}

const code = (message: string): Value => ({ is: 'code', message: message.replaceAll('-', '_') });

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
        'b.contact',
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
      .select(['s.ref', 's.role', 's.from_on', 's.until_on', 'o.name', 'o.acronym', 'b.name as body'])
      .where('s.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.name), code(`seat_role_${row.role}`), text(row.body)]),
    organisation: text(row.name),
    acronym: text(row.acronym ?? row.name),
    body: text(row.body),
    role: code(`seat_role_${row.role}`),
    term: date(row.from_on, row.until_on),
  }),
);

const meetings = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('meetings as m')
      .leftJoin('bodies as b', 'b.id', 'm.body_id')
      .select([
        'm.ref',
        'm.title',
        'm.summary',
        'm.venue',
        'm.from_on',
        'm.until_on',
        'm.ordinal',
        'm.kind',
        'b.name as body',
      ])
      .where('m.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: text(row.title),
    summary: text(row.summary),
    venue: text(row.venue),
    date: date(row.from_on, row.until_on),
    'first-day': date(row.from_on),
    year: digits(row.from_on.slice(0, 4)),
    ordinal: row.ordinal === null ? null : { is: 'ordinal', value: row.ordinal },
    kind: code(`meeting_kind_${row.kind}`),
    body: text(row.body),
  }),
);

const agendaItems = reader(
  (tx, refs) =>
    tx.db.selectFrom('agenda_items').select(['ref', 'title', 'outcome']).where('ref', 'in', refs).execute(),
  (row) => ({ title: text(row.title), outcome: text(row.outcome) }),
);

const decisions = reader(
  (tx, refs) =>
    tx.db.selectFrom('decisions').select(['ref', 'wording', 'decided_on']).where('ref', 'in', refs).execute(),
  (row) => ({ wording: text(row.wording), date: date(row.decided_on) }),
);

const commitments = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('commitments as c')
      .select(['c.ref', 'c.title', 'c.wording', 'c.instrument', 'c.made_on'])
      .where('c.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: text(row.title),
    wording: text(row.wording),
    instrument: text(row.instrument),
    date: date(row.made_on),
  }),
);

const statuses = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('commitment_statuses as s')
      .innerJoin('commitments as c', 'c.id', 's.commitment_id')
      .select(['s.ref', 's.status', 's.on_date', 's.basis', 'c.title as commitment'])
      .where('s.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.commitment), code(`commitment_status_${row.status}`)]),
    status: code(`commitment_status_${row.status}`),
    date: date(row.on_date),
    basis: text(row.basis),
  }),
);

const actions = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('actions')
      .select(['ref', 'title', 'description', 'from_on'])
      .where('ref', 'in', refs)
      .execute(),
  (row) => ({ title: text(row.title), description: text(row.description), date: date(row.from_on) }),
);

const titled = (table: 'plans' | 'indicators' | 'evidence' | 'editions' | 'items') =>
  reader(
    (tx, refs) => tx.db.selectFrom(table).select(['ref', 'title']).where('ref', 'in', refs).execute(),
    (row) => ({ title: text(row.title) }),
  );

const observations = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('observations as o')
      .innerJoin('indicators as i', 'i.id', 'o.indicator_id')
      .innerJoin('evidence as e', 'e.id', 'o.evidence_id')
      .select([
        'o.ref',
        'o.value',
        'o.from_on',
        'o.until_on',
        'i.title',
        'i.unit',
        'i.decimals',
        'e.title as source',
      ])
      .where('o.ref', 'in', refs)
      .execute(),
  (row) => ({
    title: join('comma', [text(row.title), date(row.from_on, row.until_on)]),
    value: { is: 'number', value: row.value, decimals: row.decimals },
    unit: text(row.unit),
    period: date(row.from_on, row.until_on),
    indicator: text(row.title),
    source: text(row.source),
  }),
);

const quotations = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('quotations')
      .select(['ref', 'wording', 'meaning', 'said_on'])
      .where('ref', 'in', refs)
      .execute(),
  (row) => ({ wording: text(row.wording), meaning: text(row.meaning), date: date(row.said_on) }),
);

const pictures = reader(
  (tx, refs) =>
    tx.db
      .selectFrom('pictures')
      .select(['ref', 'caption', 'alt', 'credit'])
      .where('ref', 'in', refs)
      .execute(),
  (row) => ({ caption: text(row.caption), alt: text(row.alt), credit: text(row.credit) }),
);

/** Which fields of which kind can be cited; the list editors see is in docs/help. */
const readers: Record<string, Reader> = {
  organisations,
  people,
  positions,
  bodies,
  seats,
  meetings,
  'agenda-items': agendaItems,
  decisions,
  commitments,
  'commitment-statuses': statuses,
  actions,
  plans: titled('plans'),
  indicators: titled('indicators'),
  evidence: titled('evidence'),
  editions: titled('editions'),
  items: titled('items'),
  observations,
  quotations,
  pictures,
};
