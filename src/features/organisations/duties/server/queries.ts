import { sql } from 'kysely';
import type { PartialDate } from '#lib/dates.ts';
import { aheadDays, type Due, type Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Row = { title: Translated; organisation: string; name: Translated; until: PartialDate };

/**
 * Offices the person holds that end soon, when nobody holds the office of the same name after: neither the person nor
 * somebody else.
 */
export async function due(tx: Tx, { account, today }: Me): Promise<Due[]> {
  const { rows } = await sql<Row>`
    select p.title, o.ref as organisation, o.name, p.until_on as until
    from positions p join organisations o on o.id = p.organisation_id
      join accounts a on a.person_id = p.person_id
    where a.id = ${account} and p.archived_at is null and o.archived_at is null
      and coalesce(first_day(p.from_on) <= ${today}::date, true)
      and first_day(p.until_on) > ${today}::date and first_day(p.until_on) <= ${today}::date + ${aheadDays}::int
      and not exists (select from positions next where next.organisation_id = p.organisation_id
        and next.id <> p.id and next.archived_at is null and next.title = p.title
        and first_day(next.from_on) >= first_day(p.until_on))
    order by p.ref`.execute(tx.db);
  return rows.map(({ title, organisation, name, until }) => ({
    kind: 'position_ending',
    title,
    path: `/organisations/${organisation}`,
    due: until,
    since: null,
    ground: 'holder',
    within: name,
    detail: null,
  }));
}
