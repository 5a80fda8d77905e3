import { sql } from 'kysely';
import * as commitments from '#features/commitments/trail/server/queries.ts';
import type { PledgeFacts } from '#features/desk/pledge/rules.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { compact } from '#features/frameworks/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

type More = Pick<
  PledgeFacts,
  'makers' | 'partners' | 'indicators' | 'matched' | 'earlier' | 'country' | 'addresses'
>;

const linked = (condition: ReturnType<typeof sql>) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('ref', o.ref, 'title', o.title, 'cycle', o.cycle) order by o.ref)
    from commitment_links l join commitments o on o.id = l.other_id
    where l.commitment_id = c.id and o.archived_at is null and ${condition}), '[]')`;

/**
 * A commitment as the UN pledge form asks for it. The country is the one whose parts are on record. Throws refused,
 * notFound.
 */
export async function facts(tx: Tx, ref: string): Promise<PledgeFacts> {
  mayKeep(tx);
  const commitment = await commitments.get(tx, ref);
  const { rows } = await sql<More>`
    select
      coalesce((select jsonb_agg(jsonb_build_object('name', o.name, 'type', t.name) order by o.ref)
        from commitment_parties p join organisations o on o.id = p.organisation_id
          join organisation_types t on t.id = o.type_id
        where p.commitment_id = c.id and p.role = 'maker'), '[]') as makers,
      coalesce((select jsonb_agg(distinct o.name::jsonb) from commitment_parties p
          join organisations o on o.id = p.organisation_id
        where p.commitment_id = c.id and p.role <> 'maker'), '[]') as partners,
      coalesce((select jsonb_agg(distinct n.title::jsonb) from commitment_items ci
          join indicator_items ni on ni.item_id = any(items_under(ci.item_id))
          join indicators n on n.id = ni.indicator_id and n.archived_at is null
        where ci.commitment_id = c.id), '[]') as indicators,
      ${linked(sql`l.relation = 'matches'`)} as matched,
      ${linked(sql`l.relation in ('repeats', 'replaces', 'answers')`)} as earlier,
      (select p.name from places p where p.level = 'country' and exists (
        select from places d where d.parent_id = p.id) order by p.ref limit 1) as country,
      array(select distinct e.address from evidence_links l join evidence e on e.id = l.evidence_id
        where e.address is not null and e.archived_at is null and ((l.kind = 'commitments' and l.ref = c.ref)
          or (l.kind = 'commitment_statuses' and l.ref in (
            select s.ref from commitment_statuses s where s.commitment_id = c.id and s.archived_at is null)))
        order by 1) as addresses
    from commitments c where c.ref = ${ref}`.execute(tx.db);
  const more = rows[0];
  const none = {
    makers: [],
    partners: [],
    indicators: [],
    matched: [],
    earlier: [],
    country: null,
    addresses: [],
  };
  const items = commitment.items.filter(({ framework }) => framework === compact);
  return {
    ...commitment,
    ...(more ?? none),
    objectives: items.filter(({ kind }) => kind === 'objective'),
    principles: items.filter(({ kind }) => kind === 'principle').map(({ title }) => title),
  };
}
