import { sql } from 'kysely';
import type { CommitmentStatus, Nature, Participation, Relation } from '#features/commitments/schema.ts';
import { line, step, type CommitmentLine } from '#features/commitments/server/queries.ts';
import { itemPath } from '#features/frameworks/rules.ts';
import type { LinkedItem } from '#features/frameworks/server/queries.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PlaceName } from '#features/places/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

/** A step of the way a commitment has come. */
export type Step = {
  ref: string;
  status: CommitmentStatus;
  on: PartialDate;
  basis: Translated | null;
  note: Translated | null;
};

/** What is said of a commitment at a forum to come. */
export type Statement = { ref: string; cycle: string; text: Translated; on: PartialDate };

/** Another commitment; `out` when the link was made by this one ("answers"), else read back ("is answered by"). */
export type LinkedCommitment = Pick<CommitmentLine, 'ref' | 'title' | 'instrument' | 'status'> & {
  relation: Relation;
  out: boolean;
};

export type Commitment = CommitmentLine & {
  about: About;
  wording: Translated | null;
  participation: Participation | null;
  natures: Nature[];
  issuer: OrganisationName | null;
  recommendingPlace: PlaceName | null;
  affectedGroups: Translated | null;
  responseWording: Translated | null;
  periodFrom: PartialDate | null;
  periodUntil: PartialDate | null;
  target: Translated | null;
  targetOn: PartialDate | null;
  followUp: Translated | null;
  items: LinkedItem[];
  trail: Step[];
  statements: Statement[];
  links: LinkedCommitment[];
};

type CommitmentRow = Omit<Commitment, 'about' | 'items'> & {
  items: (LinkedItem & { parent: string | null })[];
} & Parameters<typeof aboutOf>[0];

const named = sql`case when x.id is not null then jsonb_build_object('ref', x.ref, 'name', x.name`;

/** One commitment with its trail, oldest step first, and everything it is tied to. One statement. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Commitment> {
  const { rows } = await sql<CommitmentRow>`
    select ${line}, c.version, c.updated_at, c.archived_at, c.note, c.wording, c.participation, c.natures,
      c.affected_groups as "affectedGroups", c.response_wording as "responseWording", c.period_from as "periodFrom",
      c.period_until as "periodUntil", c.target, c.target_on as "targetOn", c.follow_up as "followUp",
      (select ${named}, 'acronym', x.acronym) end from organisations x where x.id = c.issuer_id) as issuer,
      (select ${named}) end from places x where x.id = c.recommending_place_id) as "recommendingPlace",
      coalesce((select jsonb_agg(jsonb_build_object('ref', i.ref, 'framework', f.ref, 'kind', i.kind, 'code', i.code,
          'title', i.title, 'shortTitle', i.short_title, 'parent', up.ref, 'basis', ci.basis,
          'frameworkName', coalesce(f.acronym, f.name)) order by f.sort, i.kind, i.sort, i.ref)
        from commitment_items ci join items i on i.id = ci.item_id join frameworks f on f.id = i.framework_id
          left join items up on up.id = i.parent_id where ci.commitment_id = c.id), '[]') as items,
      coalesce((select jsonb_agg(jsonb_build_object('ref', t.ref, 'status', t.status, 'on', t.on_date,
          'basis', t.basis, 'note', t.note) order by t.day, t.id)
        from commitment_statuses t where t.commitment_id = c.id and t.archived_at is null), '[]') as trail,
      coalesce((select jsonb_agg(jsonb_build_object('ref', t.ref, 'cycle', t.cycle, 'text', t.text, 'on', t.on_date)
          order by t.day desc, t.id desc)
        from commitment_statements t where t.commitment_id = c.id and t.archived_at is null), '[]') as statements,
      coalesce((select jsonb_agg(jsonb_build_object('ref', o.ref, 'title', o.title, 'instrument', o.instrument,
          'status', n.status, 'relation', l.relation, 'out', l.commitment_id = c.id)
          order by l.relation, l.commitment_id <> c.id, o.ref)
        from commitment_links l join commitments o on o.id in (l.commitment_id, l.other_id) and o.id <> c.id
          left join lateral current_step(o.id) n on true
        where (l.commitment_id = c.id or l.other_id = c.id) and o.archived_at is null), '[]') as links
    from commitments c ${step} where c.ref = ${ref}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw notFound('commitments', ref);
  const { version, updated_at, archived_at, note, items, ...commitment } = row;
  return {
    ...commitment,
    items: items.map(({ parent, ...item }) => ({ ...item, path: itemPath({ ...item, parent }) })),
    about: aboutOf({ ref, version, updated_at, archived_at, note }),
  };
}
