import { sql } from 'kysely';
import { uidOwner } from '#features/meetings/calendar/server/exports.ts';
import { remindOnce } from '#features/meetings/invitations/server/commands.ts';
import { civilDay } from '#lib/dates.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';

export type Reminders = {
  /** So many days before; 0: none. */
  days: number;
  /** Not before this hour of the day. */
  hour: number;
  timeZone: string;
  origin: string;
  secret: string;
};

const installation: Viewer = { kind: 'system', actor: 'reminders' };

/**
 * Leaves the reminders that are due: to everybody invited to a meeting of the next days who has not declined, once each.
 * Whatever number of processes try: the mark and the letter are one transaction, and rows are taken in turn. Returns how
 * many were left.
 */
export async function leaveDueReminders(
  database: Database,
  reminders: Reminders,
  now: Date,
): Promise<number> {
  const { days, hour, timeZone, origin, secret } = reminders;
  if (days === 0) return 0;
  // The day of letters begins at their hour.
  const today = civilDay(new Date(now.getTime() - hour * 3_600_000), timeZone);
  const asking = { viewer: installation, door: 'job' as const, requestId: `reminders ${today}`, now };
  const { refs, owner } = await asViewer(database, asking, async (tx) => ({
    refs: await comingSoon(tx, today, days),
    owner: await uidOwner(tx),
  }));
  let left = 0;
  for (const ref of refs)
    left += await asViewer(database, asking, (tx) =>
      remindOnce(tx, ref, { origin, secret, timeZone, owner }, today),
    );
  return left;
}

async function comingSoon(tx: Tx, today: string, days: number): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select m.ref from meetings m
    where m.from_day > ${today}::date and m.from_day <= ${today}::date + ${days}::int and length(m.from_on) = 10
      and (m.until_on is null or length(m.until_on) = 10) and m.cancelled_on is null and m.archived_at is null
      and exists (select from meeting_invitations i where i.meeting_id = m.id and i.sent_at is not null
        and i.reminded_at is null and i.withdrawn_at is null and i.answer is distinct from 'declined')
    order by m.from_day, m.ref`.execute(tx.db);
  return rows.map(({ ref }) => ref);
}
