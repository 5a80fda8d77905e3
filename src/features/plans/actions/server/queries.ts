import { sql } from 'kysely';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { ActionRelation, ExternalScheme, PartnerRole } from '#features/plans/schema.ts';
import type { ActionStatus } from '#features/plans/statuses/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Titled = { ref: string; title: Translated };

/** A step of the way of an action. */
export type ActionStep = {
  ref: string;
  status: ActionStatus;
  on: PartialDate;
  basis: Translated | null;
  note: Translated | null;
};

export type Milestone = Titled & {
  due: PartialDate;
  reached: PartialDate | null;
  /** Its day is over and it was not reached. */
  isOverdue: boolean;
};

export type Risk = { risk: Translated; likelihood: number; impact: number; response: Translated | null };

/** Another action it is tied to; `back` where the other one says so. */
export type Tied = Titled & {
  relation: ActionRelation;
  back: boolean;
  from: PartialDate | null;
  until: PartialDate | null;
};

/** What an action says of itself beside its title, its dates and what it is for. */
export type ActionFacts = {
  partners: (OrganisationName & { role: PartnerRole })[];
  places: { ref: string; name: Translated }[];
  genderMarker: number | null;
  rightsMarker: number | null;
  external: { scheme: ExternalScheme; ref: string } | null;
  /** What it sets out to reach, and what the actions that contribute to it set out to reach in the same unit. */
  target: { amount: number; unit: Translated; contributed: number; otherUnits: number } | null;
  milestones: Milestone[];
  risks: Risk[];
  ties: Tied[];
  /** Latest first. */
  steps: ActionStep[];
};

const tie = (back: boolean) => sql`
  select o.ref, o.title, l.relation, ${back}::boolean as back, o.from_on as "from", o.until_on as until
  from action_links l join actions o on o.id = ${back ? sql`l.action_id` : sql`l.other_id`}
  where ${back ? sql`l.other_id` : sql`l.action_id`} = a.id and o.archived_at is null`;

/** An action that contributes and is not a second record of another one that does: joint actions count once. */
const contributing = sql`
  select k.target_amount, k.target_unit from action_links l join actions k on k.id = l.action_id
  where l.other_id = a.id and l.relation = 'contributes-to' and k.archived_at is null and k.target_amount is not null
    and not exists (select from action_links d join action_links e on e.action_id = d.other_id
      where d.action_id = k.id and d.relation = 'same-as' and e.other_id = a.id and e.relation = 'contributes-to')`;

const sameUnit = sql`(lower(c.target_unit ->> 'en') = lower(a.target_unit ->> 'en')
  or c.target_unit ->> 'bn' = a.target_unit ->> 'bn')`;

/**
 * What an action says of itself on a civil day. An action that is not there gives null: whoever calls has asked for it.
 */
export async function facts(tx: Tx, ref: string, today: string): Promise<ActionFacts | null> {
  const { rows } = await sql<ActionFacts>`
    select a.gender_marker as "genderMarker", a.rights_marker as "rightsMarker",
      case when a.external_ref is not null and a.external_scheme is not null
        then jsonb_build_object('scheme', a.external_scheme, 'ref', a.external_ref) end as external,
      case when a.target_amount is not null then jsonb_build_object('amount', a.target_amount, 'unit', a.target_unit,
        'contributed', (select coalesce(sum(c.target_amount) filter (where ${sameUnit}), 0) from (${contributing}) c),
        'otherUnits', (select count(*) filter (where ${sameUnit} is not true) from (${contributing}) c)) end as target,
      coalesce((select jsonb_agg(jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym, 'role', p.role)
          order by p.role, o.ref)
        from action_partners p join organisations o on o.id = p.organisation_id where p.action_id = a.id), '[]') as partners,
      coalesce((select jsonb_agg(jsonb_build_object('ref', w.ref, 'name', w.name) order by w.ref)
        from action_places p join places w on w.id = p.place_id where p.action_id = a.id), '[]') as places,
      coalesce((select jsonb_agg(jsonb_build_object('ref', m.ref, 'title', m.title, 'due', m.due_on,
          'reached', m.reached_on, 'isOverdue', m.reached_on is null and day_after(m.due_on) <= ${today}::date)
          order by m.sort, first_day(m.due_on), m.ref)
        from milestones m where m.action_id = a.id and m.archived_at is null), '[]') as milestones,
      coalesce((select jsonb_agg(jsonb_build_object('risk', r.risk, 'likelihood', r.likelihood, 'impact', r.impact,
          'response', r.response) order by r.likelihood * r.impact desc, r.position)
        from action_risks r where r.action_id = a.id), '[]') as risks,
      coalesce((select jsonb_agg(to_jsonb(t) order by t.relation, t.back, t.ref)
        from (${tie(false)} union all ${tie(true)}) t), '[]') as ties,
      coalesce((select jsonb_agg(jsonb_build_object('ref', s.ref, 'status', s.status, 'on', s.on_date,
          'basis', s.basis, 'note', s.note) order by s.day desc, s.id desc)
        from action_statuses s where s.action_id = a.id and s.archived_at is null), '[]') as steps
    from actions a where a.ref = ${ref}`.execute(tx.db);
  return rows[0] ?? null;
}
