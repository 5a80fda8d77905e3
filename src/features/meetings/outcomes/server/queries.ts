import { sql } from 'kysely';
import type { BodyName } from '#features/bodies/server/queries.ts';
import type { OwnerKind } from '#features/meetings/action-points/schema.ts';
import type { ActionPoint } from '#features/meetings/action-points/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import type { Decision } from '#features/meetings/decisions/server/queries.ts';
import { notFound, refused } from '#lib/errors.ts';
import { langs } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Somebody who can take something on, with all names people may type. */
export type Candidate = {
  kind: OwnerKind;
  ref: string;
  name: Translated;
  acronym: Translated | null;
  aliases: string[];
};

/** A meeting as the place where outcomes are written down. */
export type Workplace = {
  ref: string;
  title: Translated;
  from: string;
  body: BodyName | null;
  items: { ref: string; title: Translated }[];
  candidates: Candidate[];
  decisions: Decision[];
  points: ActionPoint[];
};

const most = 200;

/** Opens a meeting for whoever runs it. Throws notFound where it is not seen, refused where it is not run. */
export async function open(tx: Tx, ref: string, today: string): Promise<Workplace> {
  const { rows } = await sql<
    Omit<Workplace, 'items' | 'candidates' | 'decisions' | 'points'> & { runs: boolean }
  >`
    select m.ref, m.title, m.from_on as "from", runs_meeting(m.id) as runs,
      case when b.id is not null then
        jsonb_build_object('ref', b.ref, 'name', b.name, 'acronym', b.acronym) end as body
    from meetings m left join bodies b on b.id = m.body_id
    where m.ref = ${ref} and m.archived_at is null`.execute(tx.db);
  const [found] = rows;
  if (!found) throw notFound('meetings', ref);
  const { runs, ...meeting } = found;
  if (!runs) throw refused('meetings');
  const decided = await decisions.list(tx, { meeting: ref }, { sort: 'date', size: most });
  const agreed = await points.list(tx, { meeting: ref }, { today, size: most });
  return {
    ...meeting,
    items: await itemsOf(tx, ref),
    candidates: await candidates(tx, ref),
    decisions: decided.rows,
    points: agreed.rows,
  };
}

async function itemsOf(tx: Tx, meeting: string): Promise<Workplace['items']> {
  const { rows } = await sql<{ ref: string; title: Translated }>`
    select a.ref, a.title from agenda_items a join meetings m on m.id = a.meeting_id
    where m.ref = ${meeting} and a.archived_at is null order by a.position, a.id`.execute(tx.db);
  return rows;
}

/** The seats of the meeting's body on its day first, then all other organisations, each by name. */
async function candidates(tx: Tx, meeting: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with seated as (
      select s.ref, s.organisation_id from meetings m join seats s on s.body_id = m.body_id
      where m.ref = ${meeting} and s.archived_at is null
        and coalesce(s.from_day <= m.from_day, true) and coalesce(s.until_day > m.from_day, true))
    select 'seat' as kind, s.ref, o.name, o.acronym, o.aliases, 1 as place
      from seated s join organisations o on o.id = s.organisation_id
    union all
    select 'organisation', o.ref, o.name, o.acronym, o.aliases, 2 from organisations o
      where o.archived_at is null and o.id not in (select organisation_id from seated)
    order by place, name, ref`.execute(tx.db);
  return rows.map(({ kind, ref, name, acronym, aliases }) => ({ kind, ref, name, acronym, aliases }));
}

/** All names of a candidate that a typed line may use. */
export const namesOf = ({ name, acronym, aliases }: Candidate): string[] => [
  ...langs.flatMap((lang) => [name[lang], acronym?.[lang]]).filter((text) => text !== undefined),
  ...aliases,
];
