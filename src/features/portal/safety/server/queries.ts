import fs from 'node:fs/promises';
import { sql } from 'kysely';
import type { Facts } from '#features/portal/safety/rules.ts';
import { daysSinceBackup } from '#features/portal/safety/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

type Counted = Omit<Facts, 'daysSinceBackup' | 'freeMegabytes'>;
type Where = { today: string; dataDir: string; backups: string };

/** Counts of what is unsafe on a day, as the viewer may see accounts and outbox; `backups` is the folder of nightly ones. */
export async function facts(tx: Tx, { today, dataDir, backups }: Where): Promise<Facts> {
  const { rows } = await sql<Counted>`
    select (select count(*)::int from accounts where demonstration and closed_at is null) as "demonstrationAccounts",
      (select count(distinct a.id)::int from accounts a join grants g on g.account_id = a.id
        where a.closed_at is null and not a.two_factor_enabled and not a.demonstration
          and g.duty in ('secretariat', 'administrator') and g.from_day <= ${today}::date
          and (g.until_day is null or g.until_day > ${today}::date)) as "withoutSecondFactor",
      (select dead::int from outbox_counts()) as "deadLetters", spoiled_contents()::int as "spoiledFiles"`.execute(
    tx.db,
  );
  const counted = rows[0] ?? {
    demonstrationAccounts: 0,
    withoutSecondFactor: 0,
    deadLetters: 0,
    spoiledFiles: 0,
  };
  const disk = await fs.statfs(dataDir);
  return {
    ...counted,
    daysSinceBackup: daysSinceBackup(await filesIn(backups), today),
    freeMegabytes: Math.floor((disk.bavail * disk.bsize) / 1024 / 1024),
  };
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder);
  } catch {
    // No folder yet: no backup yet.
    return [];
  }
}
