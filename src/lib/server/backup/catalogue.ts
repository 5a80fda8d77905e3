import { sql, type Transaction } from 'kysely';
import type { Tables } from '#lib/server/db/tables.generated.ts';

export type Db = Transaction<Tables>;

export type Column = { name: string; type: string };

/** A table as the catalogue has it. `columns` are those that are written; generated ones make themselves. */
export type Table = {
  schema: string;
  name: string;
  columns: Column[];
  key: { name: string; collatable: boolean }[];
};

export const fullName = ({ schema, name }: { schema: string; name: string }) => `${schema}.${name}`;

/** Everything that is not PostgreSQL's own or an extension's; migrations of any author are found. */
const ours = sql`n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relpersistence <> 't'
  and not exists (select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** All tables with rows of their own, in a fixed order. */
export async function tablesIn(db: Db): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select n.nspname as schema, c.relname as name,
      (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
          order by a.attnum), '[]')
        from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(json_agg(json_build_object('name', a.attname, 'collatable', a.attcollation <> 0)
          order by k.position), '[]')
        from pg_index i cross join unnest(i.indkey::int[]) with ordinality as k (number, position)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${ours}
    order by n.nspname collate "C", c.relname collate "C"`.execute(db);
  return rows;
}

export type Sequence = { schema: string; name: string; last: string };

/** Where the sequences stand; those that gave no number yet are left out. */
export async function sequencesIn(db: Db): Promise<Sequence[]> {
  const { rows } = await sql<Sequence>`
    select n.nspname as schema, c.relname as name, s.last_value::text as last
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_sequences s on s.schemaname = n.nspname and s.sequencename = c.relname
    where c.relkind = 'S' and s.last_value is not null and ${ours}
    order by n.nspname collate "C", c.relname collate "C"`.execute(db);
  return rows;
}
