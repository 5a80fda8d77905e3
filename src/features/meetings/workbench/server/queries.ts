import { sql } from 'kysely';
import type { MeetingKind } from '#features/meetings/schema.ts';
import type { Progress } from '#features/meetings/workbench/rules.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { minutesStatus } from '#features/meetings/minutes/rules.ts';
import { hasDuty, keepingGround, reachedOf } from '#lib/access.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** A meeting as its workbench needs it. */
export type Run = {
  ref: string;
  title: Translated;
  kind: MeetingKind;
  from: PartialDate;
  body: string | null;
  startsAt: string | null;
  endsAt: string | null;
  ordinal: number | null;
  visibility: Visibility;
  isDraft: boolean;
  version: number;
  archivedAt: Date | null;
  cancelled: PartialDate | null;
};

/**
 * A meeting for whoever runs it: its body's runners and the secretariat. Throws record.not_found when the asker may not
 * see it, record.refused when they see it and do not run it.
 */
export async function run(tx: Tx, ref: string): Promise<Run> {
  const { rows } = await sql<Run & { reach: number; audience: number | null }>`
    select m.ref, m.title, m.kind, m.from_on as "from", b.ref as body, m.starts_at as "startsAt", m.ends_at as "endsAt",
      m.ordinal, m.visibility, m.published_at is null as "isDraft", m.version, m.archived_at as "archivedAt",
      m.cancelled_on as cancelled, m.reach, m.audience_id as audience
    from meetings m left join bodies b on b.id = m.body_id where m.ref = ${ref}`.execute(tx.db);
  if (!rows[0]) throw notFound('meetings', ref);
  const { reach, audience, ...meeting } = rows[0];
  if (!runsWhat(tx, reach, audience)) throw refused('meetings');
  return meeting;
}

function runsWhat(tx: Tx, reach: number, audience: number | null): boolean {
  return keepingGround(tx.viewer, 'meetings', reachedOf(reach, audience)) !== null;
}

/** Does whoever asks run this meeting? Whom it is hidden from does not. */
export async function isRunner(tx: Tx, ref: string): Promise<boolean> {
  if (tx.viewer.kind === 'public') return false;
  const row = await tx.db
    .selectFrom('meetings')
    .select(['reach', 'audience_id as audience'])
    .where('ref', '=', ref)
    .executeTakeFirst();
  return row !== undefined && runsWhat(tx, row.reach, row.audience);
}

/** The bodies somebody may call meetings of: those they run, all for the secretariat. Throws record.refused without any. */
export async function bodiesToMeet(tx: Tx): Promise<{ ref: string; name: Translated }[]> {
  const all = hasDuty(tx.viewer, 'secretariat');
  const own = tx.viewer.kind === 'person' ? tx.viewer.access.bodies.filter(({ runs }) => runs) : [];
  if (!all && own.length === 0) throw refused('meetings');
  const { rows } = await sql<{ ref: string; name: Translated }>`
    select ref, name from bodies where archived_at is null and (${all} or id = any(${own.map(({ id }) => id)}::bigint[]))
    order by sort, ref`.execute(tx.db);
  return rows;
}

/** What a new meeting of a body begins with: its name, how far it reaches, and the number of its next meeting. */
export async function bodyToMeet(
  tx: Tx,
  ref: string,
  year: string,
): Promise<{ name: Translated; visibility: Visibility; next: number }> {
  const { rows } = await sql<{ name: Translated; visibility: Visibility; next: number }>`
    select name, meeting_visibility as visibility, last_meeting_number(ref, ${year}) + 1 as next
    from bodies where ref = ${ref}`.execute(tx.db);
  if (!rows[0]) throw notFound('bodies', ref);
  return rows[0];
}

/** How far each of these meetings is. */
export async function progress(tx: Tx, refs: readonly string[]): Promise<Map<string, Progress>> {
  type Row = Omit<Progress, 'minutes'> & {
    ref: string;
    has: boolean;
    circulated: string | null;
    adopted: string | null;
  };
  const { rows } = await sql<Row>`
    select m.ref, n.id is not null as has, n.circulated_on as circulated, n.adopted_on as adopted,
      (select count(*)::int from agenda_items a where a.meeting_id = m.id and a.archived_at is null) as items,
      (select count(*)::int from agenda_items a where a.meeting_id = m.id and a.archived_at is null
        and a.published_at is null) as drafts,
      (select count(*)::int from meeting_invitations i where i.meeting_id = m.id and i.sent_at is not null
        and i.withdrawn_at is null) as invited,
      (select count(*)::int from minute_items t where t.minutes_id = n.id and t.archived_at is null) as written
    from meetings m left join minutes n on n.meeting_id = m.id and n.archived_at is null
    where m.ref = any(${[...refs]}::text[])`.execute(tx.db);
  return new Map(
    rows.map(({ ref, has, circulated, adopted, ...counts }) => [
      ref,
      { ...counts, minutes: has ? minutesStatus({ circulated, adopted }) : null },
    ]),
  );
}

export type Line = meetings.MeetingLine & { progress: Progress };

/** The meetings somebody runs, all for the secretariat, to come or past, each with how far it is. Throws refused. */
export async function list(
  tx: Tx,
  listing: { side: 'coming' | 'past'; today: string; page: number; size: number },
): Promise<{ rows: Line[]; total: number; page: number }> {
  await bodiesToMeet(tx);
  const own = tx.viewer.kind === 'person' ? tx.viewer.access.bodies.filter(({ runs }) => runs) : [];
  const filter = hasDuty(tx.viewer, 'secretariat') ? {} : { keptBy: own.map(({ id }) => id) };
  const found = await meetings.list(tx, filter, listing);
  const far = await progress(
    tx,
    found.rows.map(({ ref }) => ref),
  );
  const none: Progress = { items: 0, drafts: 0, invited: 0, minutes: null, written: 0 };
  return { ...found, rows: found.rows.map((row) => ({ ...row, progress: far.get(row.ref) ?? none })) };
}
