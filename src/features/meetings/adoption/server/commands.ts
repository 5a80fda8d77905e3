import { sql } from 'kysely';
import {
  circulatedAlready,
  locked,
  notCirculated,
  notHeld,
  notLater,
  notYet,
  nothingWritten,
  unanswered,
} from '#features/meetings/minutes/errors.ts';
import { whileCirculated } from '#features/meetings/minutes/rules.ts';
import { save } from '#features/meetings/minutes/server/commands.ts';
import {
  find,
  meetingToKeep,
  standing,
  type MinutedMeeting,
  type Minutes,
} from '#features/meetings/minutes/server/queries.ts';
import { unansweredOf } from '#features/meetings/corrections/server/queries.ts';
import type { MinutesInput } from '#features/meetings/minutes/schema.ts';
import { firstDay, shifted } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { publish } from '#lib/server/history/publish.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { textIn } from '#lib/translated.ts';

/** What goes out with the minutes and is opened with them. */
const kinds = ['minutes', 'minute_items', 'decisions', 'action_points'] as const;
type Kind = (typeof kinds)[number];
type Held = { ref: string; visibility: Visibility };

/** Members have so long to correct the minutes of a meeting without a body, which has no rule of its own. */
const usualCorrectionDays = 10;

/**
 * Sends the minutes out: they, and the drafts of decisions and action points of the meeting, are published to the body;
 * members get a letter with the day until which they can propose corrections. All or nothing. Throws notFound, refused,
 * `minutes.not_held`, `minutes.nothing_written`, `minutes.circulated_already`.
 */
export async function circulate(
  tx: Tx,
  ref: string,
  { today, origin }: { today: string; origin: string },
): Promise<void> {
  const meeting = await meetingToKeep(tx, ref);
  await takeTurn(tx);
  if (firstDay(meeting.from) > today) throw notHeld(firstDay(meeting.from));
  const minutes = await find(tx, ref);
  if (!minutes || (await written(tx, minutes.id)) === 0) throw nothingWritten();
  if (minutes.status !== 'draft') throw circulatedAlready();
  const until = shifted(today, meeting.body?.correctionDays ?? usualCorrectionDays);
  await change(tx, ref, { circulated_on: today, corrections_until: until });
  for (const kind of kinds) await sendOut(tx, meeting, minutes.id, kind);
  await writeToMembers(tx, meeting, { today, until, origin });
}

async function written(tx: Tx, minutes: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from minute_items where minutes_id = ${minutes} and archived_at is null`.execute(
    tx.db,
  );
  return rows[0]?.n ?? 0;
}

/** Changes days of the minutes and nothing else. */
async function change(tx: Tx, meeting: string, days: Partial<MinutesInput>): Promise<void> {
  const { input } = await standing(tx, meeting);
  await save(tx, [{ ...input, ...days }]);
}

/**
 * Publishes the drafts of a kind to the body, and remembers for whom each is once the minutes are adopted. Decisions and
 * points that are for the body because the minutes are not out are for whom the meeting is for; what stands under a closed
 * item of the agenda stays as closed as that.
 */
export async function sendOut(tx: Tx, meeting: MinutedMeeting, minutes: number, kind: Kind): Promise<void> {
  const belongs = {
    minutes: sql`id = ${minutes} and published_at is null`,
    minute_items: sql`minutes_id = ${minutes} and published_at is null`,
    decisions: sql`meeting_id = ${meeting.id} and (published_at is null or visibility = 'body')`,
    action_points: sql`meeting_id = ${meeting.id} and (published_at is null or visibility = 'body')`,
  }[kind];
  const { rows: found } = await sql<Held>`
    select ref, visibility from ${sql.table(kind)} where ${belongs} and archived_at is null`.execute(tx.db);
  if (found.length === 0) return;
  const opensTo = (visibility: Visibility) => (visibility === 'body' ? meeting.visibility : visibility);
  const held = found.map(({ ref, visibility }) => ({
    minutes_id: minutes,
    kind,
    ref,
    opens_to: opensTo(visibility),
  }));
  await tx.db
    .insertInto('held_back')
    .values(held)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const hasBody = meeting.body !== null;
  await publish(
    tx,
    kind,
    found.map(({ ref, visibility }) => ({ ref, visibility: whileCirculated(visibility, hasBody) })),
  );
}

type Sending = { today: string; until: string; origin: string };

async function writeToMembers(
  tx: Tx,
  { id, ref, title, body }: MinutedMeeting,
  { today, until, origin }: Sending,
): Promise<void> {
  if (!body) return;
  const { rows } = await sql<{ email: string; lang: Lang }>`
    select email, lang from member_addresses(${body.id}, ${today}::date)
    where exists (select from meetings m where m.id = ${id} and m.reach >= 2) order by email`.execute(tx.db);
  for (const { email, lang } of rows) {
    await leaveLetter(tx, {
      template: 'minutes-circulated',
      lang,
      to: email,
      values: {
        title: textIn(title, lang),
        body: textIn(body.name, lang),
        until,
        link: `${origin}/${lang}/desk/meetings/${ref}/minutes/review`,
      },
    });
  }
}

/** By which meeting, or by silence. */
export type Adoption = { by: 'meeting'; at: string | undefined } | { by: 'silence' };

/**
 * Adopts circulated minutes, which locks them; what was held back for the body while they were out is opened. Throws
 * notFound, refused, `minutes.not_circulated`, `minutes.locked`, `minutes.unanswered`, `minutes.not_yet`,
 * `minutes.not_later`.
 */
export async function adopt(tx: Tx, ref: string, today: string, adoption: Adoption): Promise<void> {
  const meeting = await meetingToKeep(tx, ref);
  await takeTurn(tx);
  const minutes = await circulated(tx, ref);
  const open = await countUnanswered(tx, minutes.id);
  if (open > 0) throw unanswered(open);
  const at = adoption.by === 'meeting' ? adoption.at : undefined;
  if (at === undefined) refuseEarly(minutes, today);
  else if (!(await isLater(tx, at, meeting, today))) throw notLater();
  // What was written down since they went out goes the same way.
  for (const kind of ['decisions', 'action_points'] as const) await sendOut(tx, meeting, minutes.id, kind);
  await change(tx, ref, { adopted_on: today, adopted_by: adoption.by, ...(at && { adopted_at: at }) });
  for (const kind of kinds) await release(tx, minutes.id, kind);
}

async function circulated(tx: Tx, ref: string): Promise<Minutes> {
  const minutes = await find(tx, ref);
  if (!minutes || minutes.status === 'draft') throw notCirculated();
  if (minutes.status === 'adopted') throw locked();
  return minutes;
}

/** Members were promised days to correct: only a later meeting, where they sit themselves, adopts before. */
function refuseEarly(minutes: Minutes, today: string): void {
  const until = minutes.correctionsUntil ?? today;
  if (today <= until) throw notYet(until);
}

async function countUnanswered(tx: Tx, minutes: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${unansweredOf(sql`${minutes}`)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

async function isLater(tx: Tx, at: string, meeting: MinutedMeeting, today: string): Promise<boolean> {
  const { rows } = await sql`
    select from meetings a join meetings m on m.id = ${meeting.id}
    where a.ref = ${at} and a.body_id = m.body_id and a.id <> m.id and a.from_day >= m.from_day
      and a.from_day <= ${today}::date and a.published_at is not null
      and a.cancelled_on is null and a.archived_at is null`.execute(tx.db);
  return rows.length > 0;
}

/** Opens what was narrowed for the body to whom it is for; what somebody narrowed or withdrew meanwhile stays so. */
async function release(tx: Tx, minutes: number, kind: Kind): Promise<void> {
  const { rows } = await sql<Held>`
    select h.ref, h.opens_to as visibility from held_back h join ${sql.table(kind)} r on r.ref = h.ref
    where h.minutes_id = ${minutes} and h.kind = ${kind} and r.published_at is not null and r.archived_at is null
      and r.visibility in ('body', 'network')`.execute(tx.db);
  await publish(tx, kind, rows);
}
