import { sql } from 'kysely';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import type { BodyName } from '#features/bodies/server/queries.ts';
import type { OwnerKind } from '#features/meetings/action-points/schema.ts';
import type { ActionPoint } from '#features/meetings/action-points/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import type { Decision } from '#features/meetings/decisions/server/queries.ts';
import { refused } from '#lib/errors.ts';
import { meetingOf } from '#features/meetings/minutes/server/queries.ts';
import { langs } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Somebody who can take something on, with all names people may type. */
export type Candidate = {
  kind: OwnerKind;
  ref: string;
  /** What its seat is in the body; null for other organisations. */
  role: SeatRole | null;
  name: Translated;
  acronym: Translated | null;
  aliases: string[];
};

/** A meeting as the place where outcomes are written down. */
export type Place = {
  ref: string;
  title: Translated;
  from: string;
  body: BodyName | null;
  items: { ref: string; title: Translated }[];
};

export type Workplace = Place & {
  candidates: Candidate[];
  decisions: Decision[];
  points: ActionPoint[];
};

const most = 200;

/** A meeting that outcomes are written down of, for whoever runs it. Throws notFound, refused. */
export async function place(tx: Tx, ref: string): Promise<Place> {
  const { title, from, body, runs } = await meetingOf(tx, ref);
  if (!runs) throw refused('meetings');
  const named = body && { ref: body.ref, name: body.name, acronym: body.acronym };
  return { ref, title, from, body: named, items: await itemsOf(tx, ref) };
}

/** What a meeting has decided so far. */
export async function decided(tx: Tx, meeting: string): Promise<Decision[]> {
  return (await decisions.list(tx, { meeting }, { sort: 'date', size: most })).rows;
}

/** What was taken on in a meeting so far. */
export async function takenOn(tx: Tx, meeting: string, today: string): Promise<ActionPoint[]> {
  return (await points.list(tx, { meeting }, { today, size: most })).rows;
}

/** A meeting with all that its page shows. Throws notFound, refused. */
export async function open(tx: Tx, ref: string, today: string): Promise<Workplace> {
  return {
    ...(await place(tx, ref)),
    candidates: await candidates(tx, ref),
    decisions: await decided(tx, ref),
    points: await takenOn(tx, ref, today),
  };
}

async function itemsOf(tx: Tx, meeting: string): Promise<Place['items']> {
  const { rows } = await sql<{ ref: string; title: Translated }>`
    select a.ref, a.title from agenda_items a join meetings m on m.id = a.meeting_id
    where m.ref = ${meeting} and a.archived_at is null order by a.position, a.id`.execute(tx.db);
  return rows;
}

/** The seats of the meeting's body on its day first, then all other organisations, each by name. */
export async function candidates(tx: Tx, meeting: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with seated as (
      select s.ref, s.role, s.organisation_id from meetings m join seats s on s.body_id = m.body_id
      where m.ref = ${meeting} and s.archived_at is null
        and coalesce(s.from_day <= m.from_day, true) and coalesce(s.until_day > m.from_day, true))
    select 'seat' as kind, s.ref, s.role, o.name, o.acronym, o.aliases, 1 as place
      from seated s join organisations o on o.id = s.organisation_id
    union all
    select 'organisation', o.ref, null, o.name, o.acronym, o.aliases, 2 from organisations o
      where o.archived_at is null and o.id not in (select organisation_id from seated)
    order by place, name, ref`.execute(tx.db);
  return rows.map(({ kind, ref, role, name, acronym, aliases }) => ({
    kind,
    ref,
    role,
    name,
    acronym,
    aliases,
  }));
}

/** All names of a candidate that a typed line may use. */
export const namesOf = ({ name, acronym, aliases }: Candidate): string[] => [
  ...langs.flatMap((lang) => [name[lang], acronym?.[lang]]).filter((text) => text !== undefined),
  ...aliases,
];
