import { sql } from 'kysely';
import type { Database } from '../../src/lib/server/db/database.ts';
import { asSnapshot } from '../../src/lib/server/db/viewer.ts';

/**
 * Is this a state the written database was in at one moment? The writer numbers its records without gaps, one history
 * entry and one register row each; counts kept on write are those of the rows.
 */
export async function faultsOfMoment(database: Database): Promise<string[]> {
  const { rows } = await asSnapshot(database, 'the torture looks at everything', (db) =>
    sql<{ fault: string }>`
      with written as (select substr(ref, 3)::int as number, ref from organisations where ref like 't-%')
      select 'a gap in what was written' as fault from written having max(number) - min(number) + 1 <> count(*)
      union all select 'more history than records' where
        (select count(*) from history where kind = 'organisations' and ref like 't-%') <> (select count(*) from written)
      union all select 'more register than records' where
        (select count(*) from records where kind = 'organisations' and ref like 't-%') <> (select count(*) from written)
      union all select 'tallies differ' where
        (select sum(commitments) from commitment_tallies) <>
        (select count(*) from commitments where is_public and archived_at is null)`.execute(db),
  );
  return rows.map(({ fault }) => fault);
}
