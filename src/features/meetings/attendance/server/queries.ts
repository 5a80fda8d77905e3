import { sql } from 'kysely';
import { seatedOn, type SeatRole } from '#features/bodies/seats/rules.ts';
import { list as seatsOf, type Holder, type Seat } from '#features/bodies/seats/server/queries.ts';
import {
  expectedOf,
  quorumOf,
  type Mark,
  type Quorum,
  type SeatPresence,
  type Sheet,
} from '#features/meetings/attendance/rules.ts';
import { attendees, type Attendee, type MinutedMeeting } from '#features/meetings/minutes/server/queries.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PersonName } from '#features/people/server/queries.ts';
import { firstDay, includes } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { langs } from '#lib/i18n/lang.ts';
import { textIn } from '#lib/translated.ts';

/** A seat of the body on the day of the meeting, and what is noted or expected of it. */
export type SeatLine = {
  seat: string;
  role: SeatRole;
  organisation: OrganisationName;
  holders: Pick<Holder, 'ref' | 'name' | 'honorific' | 'capacity'>[];
  /** What is noted; null while nothing is. */
  noted: Mark | null;
  /** Who is noted to have come, the holder or somebody in their place, where their record is known. */
  came: PersonName | null;
  /** What the answer to the invitation lets expect, where nothing is noted. */
  expected: Mark | null;
};

export type AttendanceSheet = { seats: SeatLine[]; visitors: string[]; quorum: Quorum | null };

/** The seats of the meeting's body on its day, chair first, with what is noted; and the visitors. */
export async function sheetOf(tx: Tx, meeting: MinutedMeeting): Promise<AttendanceSheet> {
  const day = firstDay(meeting.from);
  const noted = await attendees(tx, meeting.ref);
  const all = meeting.body ? await seatsOf(tx, { body: meeting.body.ref }) : [];
  const marked = new Set(noted.map(({ seat }) => seat));
  const seated = seatedOn(all, day);
  // Somebody noted a seat that the record has since moved to other days: the mark is not dropped silently.
  const others = all.filter((seat) => marked.has(seat.ref) && !seated.includes(seat));
  // Who answered is for whoever calls the meeting together.
  const answers = meeting.runs ? await answersOf(tx, meeting.id) : [];
  const names = await visitorNames(tx, noted);
  const seats = [...seated, ...others].map((seat) => lineOf(seat, day, { noted, answers, names }));
  return {
    seats,
    visitors: noted.filter(({ presence }) => presence === 'visitor').map((row) => visitorLine(row, names)),
    // Who does not see every seat is told no number: it would be a wrong one.
    quorum: noted.some(({ seat, presence }) => seat === null && presence !== 'visitor')
      ? null
      : quorumOf(
          seats.map(({ role, noted: mark }) => ({ role, presence: mark?.presence || null })),
          { votingRoles: meeting.body?.votingRoles ?? [], quorum: meeting.body?.quorum ?? null },
        ),
  };
}

type Known = { noted: Attendee[]; answers: Answered[]; names: Names };

function lineOf(seat: Seat, day: string, { noted, answers, names }: Known): SeatLine {
  const row = noted.find((one) => one.seat === seat.ref);
  const presence = row?.presence as SeatPresence | undefined;
  const holders = seat.holders.filter((holder) => includes(holder, day));
  return {
    seat: seat.ref,
    role: seat.role,
    organisation: seat.organisation,
    holders,
    noted: row && presence ? { presence, who: presence === 'represented' ? whoOf(row, names) : '' } : null,
    came: (row?.person && names.people.get(row.person)) || null,
    expected: row ? null : expectedOf(expectations(seat, holders, answers)),
  };
}

function expectations(seat: Seat, holders: SeatLine['holders'], answers: readonly Answered[]) {
  return answers
    .filter((one) => one.seat === seat.ref)
    .map(({ answer, person, name }) => ({
      answer,
      name,
      isAlternate: holders.some(({ ref, capacity }) => ref === person && capacity === 'alternate'),
    }));
}

type Answered = {
  seat: string;
  person: string | null;
  name: string;
  answer: 'accepted' | 'tentative' | 'declined';
};

/** The answers to the invitation that came from seats. */
async function answersOf(tx: Tx, meeting: number): Promise<Answered[]> {
  const { rows } = await sql<Answered>`
    select s.ref as seat, p.ref as person, v.name, v.answer from meeting_invitations v
      join seats s on s.id = v.seat_id left join people p on p.id = v.person_id
    where v.meeting_id = ${meeting} and v.answer is not null and v.withdrawn_at is null
    order by v.id`.execute(tx.db);
  return rows;
}

type Names = { people: Map<string, PersonName>; organisations: Map<string, OrganisationName> };

async function visitorNames(tx: Tx, noted: readonly Attendee[]): Promise<Names> {
  const refs = (key: 'person' | 'organisation') => noted.flatMap((row) => row[key] ?? []);
  const { rows: people } = await sql<PersonName>`
    select ref, name, honorific from people where ref = any(${refs('person')}::text[])`.execute(tx.db);
  const { rows: organisations } = await sql<OrganisationName>`
    select ref, name, acronym from organisations where ref = any(${refs('organisation')}::text[])`.execute(
    tx.db,
  );
  return {
    people: new Map(people.map((person) => [person.ref, person])),
    organisations: new Map(organisations.map((organisation) => [organisation.ref, organisation])),
  };
}

const shortName = ({ name, acronym }: OrganisationName) => textIn(acronym ?? name, 'en');

function whoOf({ person, name }: Attendee, { people }: Names): string {
  const known = person === null ? undefined : people.get(person);
  return name ?? (known ? textIn(known.name, 'en') : '');
}

/** A visitor as one line of the form: "name, organisation". */
function visitorLine(row: Attendee, names: Names): string {
  const organisation = row.organisation === null ? undefined : names.organisations.get(row.organisation);
  return [whoOf(row, names), organisation && shortName(organisation)].filter(Boolean).join(', ');
}

/** The sheet as a form sends it back, to be compared with what was noted meanwhile. */
export const plainSheet = ({ seats, visitors }: AttendanceSheet): Sheet => ({
  seats: Object.fromEntries(seats.flatMap(({ seat, noted }) => (noted ? [[seat, noted]] : []))),
  visitors,
});

/** Organisations by what people call them in either language: name, acronym, and other names. */
export async function organisationsCalled(tx: Tx, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<OrganisationName & { aliases: string[] }>`
    select ref, name, acronym, aliases from organisations o where archived_at is null
      and exists (select from unnest(array[name ->> 'en', name ->> 'bn', acronym ->> 'en', acronym ->> 'bn'] || aliases)
        as called where lower(called) = any(${wanted}::text[]))
    order by ref`.execute(tx.db);
  const called = ({ name, acronym, aliases }: (typeof rows)[number]) => [
    ...langs.flatMap((lang) => [name[lang], acronym?.[lang]]),
    ...aliases,
  ];
  return new Map(
    rows.flatMap((row) =>
      called(row).flatMap((name): [string, string][] => (name ? [[name.toLowerCase(), row.ref]] : [])),
    ),
  );
}
