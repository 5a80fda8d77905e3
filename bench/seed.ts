import { sql } from 'kysely';
import type { Database } from '../src/lib/server/db/database.ts';
import { asSystem } from '../src/lib/server/db/viewer.ts';

/**
 * Fills a database that holds the packs with commitments and steps of their way: `count` commitments with twenty
 * dated statuses each, linked to objectives and organisations, and in the register with words to search.
 * Deterministic: the same numbers give the same rows.
 */
export async function seed(database: Database, count: number): Promise<void> {
  await asSystem(database, 'a benchmark fills the tables in bulk', async (db) => {
    await sql`
      insert into commitments (ref, kind, title, instrument, cycle, made_on, visibility, published_at, created_at, updated_at)
      select 'BENCH-' || n, (array['pledge','recommendation','agenda-point','general'])[1 + n % 4],
        jsonb_build_object('source', 'en', 'en', 'Commitment ' || n || ' on ' || w.en, 'bn', 'অঙ্গীকার ' || n || ' ' || w.bn,
          'status', jsonb_build_object('en', 'original', 'bn', 'unreviewed')),
        jsonb_build_object('source', 'en', 'en', 'Instrument ' || n % 12, 'bn', 'দলিল ' || n % 12,
          'status', jsonb_build_object('en', 'original', 'bn', 'unreviewed')),
        null, (2015 + n % 10)::text || '-' || lpad((1 + n % 12)::text, 2, '0'), 'public', now(), now(), now()
      from generate_series(1, ${count}::int) n
      join (values (0, 'migration', 'অভিবাসন'), (1, 'remittances', 'প্রবাসী আয়'), (2, 'recruitment', 'নিয়োগ'),
        (3, 'reintegration', 'পুনঃএকত্রীকরণ'), (4, 'trafficking', 'মানব পাচার')) w (k, en, bn) on w.k = n % 5`.execute(
      db,
    );
    await sql`
      insert into commitment_parties (commitment_id, organisation_id, role)
      select c.id, o.id, 'maker' from commitments c
      join (select id, row_number() over (order by id) - 1 as k, count(*) over () as total from organisations) o
        on o.k = substr(c.ref, 7)::int % o.total
      where c.ref like 'BENCH-%'`.execute(db);
    await sql`
      insert into commitment_items (commitment_id, item_id, basis)
      select c.id, i.id, 'own' from commitments c
      join items i on i.kind = 'objective' and i.code::int = 1 + substr(c.ref, 7)::int % 23
      where c.ref like 'BENCH-%'`.execute(db);
    await sql`
      insert into commitment_statuses (ref, commitment_id, status, on_date, visibility, published_at, created_at, updated_at)
      select c.ref || '-' || s, c.id,
        (array['made','under-way','in-part','fulfilled','not-fulfilled'])[1 + (substr(c.ref, 7)::int + s) % 5],
        to_char(date '2015-01-01' + (s * 170 + substr(c.ref, 7)::int % 100), 'YYYY-MM-DD'), 'public', now(), now(), now()
      from commitments c, generate_series(1, 20) s where c.ref like 'BENCH-%'`.execute(db);
    await sql`
      insert into records (kind, ref, path, title, dated, is_public, updated_at, words)
      select 'commitments', ref, '/commitments/' || ref, title, made_on, true, now(),
        ('commitment:1A ' || split_part(title ->> 'en', ' ', 4) || ':2A ' || split_part(title ->> 'bn', ' ', 3)
          || ':3A ' || lower(replace(ref, '-', ':4A '))  || ':5A')::tsvector
      from commitments where ref like 'BENCH-%'`.execute(db);
    await sql`update data_version set version = version + 1`.execute(db);
  });
  await sql`vacuum analyze`.execute(database);
}
