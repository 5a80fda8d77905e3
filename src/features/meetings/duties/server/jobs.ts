import { sql } from 'kysely';
import { isUnfinished, statusOn } from '#features/meetings/action-points/server/queries.ts';
import {
  forgottenAfterDays,
  reminderStage,
  soonDays,
  type ReminderStage,
} from '#features/meetings/duties/rules.ts';
import { civilDay, type PartialDate } from '#lib/dates.ts';
import { formatDate } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Db = Parameters<Parameters<typeof asSystem>[2]>[0];

type Point = { id: number; ref: string; task: Translated; body: Translated; due: PartialDate };
type Due = Point & { stage: ReminderStage };
type Reader = { email: string; lang: Lang; point: number };

/** `hour`: not before this hour of the day. */
type Reminding = { timeZone: string; origin: string; hour: number };

/** A letter holds so many points; the list has them all. */
const mostLines = 100;

/**
 * Reminds of action points: their owners some days before they are due and when they are overdue, whoever runs the body
 * when they stay so. One letter to a reader for all of a day; each point once for each stage and date, whatever number of
 * processes try. Gives how many letters were left.
 */
export async function remindOfPoints(
  database: Database,
  { timeZone, origin, hour }: Reminding,
  now: Date,
): Promise<number> {
  // The day of letters begins at their hour.
  const today = civilDay(new Date(now.getTime() - hour * 3_600_000), timeZone);
  return asSystem(database, 'a row for point, stage and date makes the reminder the only one', async (db) => {
    const due = await markedNow(db, await openPoints(db, today), { today, now });
    const letters = new Map<string, { reader: Reader; told: Set<number> }>();
    for (const [stage, points] of Map.groupBy(due, (point) => point.stage))
      for (const reader of await readersOf(db, stage, points, today)) {
        const letter = letters.get(reader.email) ?? { reader, told: new Set<number>() };
        letters.set(reader.email, { ...letter, told: letter.told.add(reader.point) });
      }
    for (const { reader, told } of letters.values()) {
      const points = due.filter(({ id }) => told.has(id));
      await leaveLetter({ db, now }, letterFor(reader, points, origin));
    }
    return letters.size;
  });
}

/** Points that are open, with a date that is near or not long past. */
async function openPoints(db: Db, today: string): Promise<Point[]> {
  const { rows } = await sql<Point>`
    select p.id, p.ref, p.task, coalesce(b.acronym, b.name) as body, p.due_on as due
    from action_points p join bodies b on b.id = p.body_id
    where p.archived_at is null and p.published_at is not null and p.due_on is not null
      and day_after(p.due_on) between ${today}::date - ${forgottenAfterDays}::int
        and ${today}::date + ${soonDays + 1}::int
      and ${isUnfinished(statusOn(today))} order by day_after(p.due_on), p.ref`.execute(db);
  return rows;
}

/** Of these points those of which nobody was reminded yet at their stage, now marked. */
async function markedNow(
  db: Db,
  points: readonly Point[],
  { today, now }: { today: string; now: Date },
): Promise<Due[]> {
  const marked: Due[] = [];
  for (const point of points) {
    const stage = reminderStage(point.due, today);
    if (stage === null) continue;
    const row = await db
      .insertInto('point_reminders')
      .values({ action_point_id: point.id, stage, due_on: point.due, left_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('stage')
      .executeTakeFirst();
    if (row) marked.push({ ...point, stage });
  }
  return marked;
}

/** Whom a stage is told: the owners of each point, or whoever runs its body, as far as they can sign in. */
async function readersOf(
  db: Db,
  stage: ReminderStage,
  points: readonly Point[],
  today: string,
): Promise<Reader[]> {
  const told =
    stage === 'escalated'
      ? sql`exists (select from jsonb_array_elements(o.rights -> 'bodies') b
          where (b ->> 'id')::bigint = p.body_id and (b ->> 'runs')::boolean)`
      : sql`(o.person_id = p.owner_person_id
          or exists (select from jsonb_array_elements(o.rights -> 'organisations') g
            where (g ->> 'id')::bigint = p.owner_organisation_id)
          or exists (select from jsonb_array_elements(o.rights -> 'bodies') b,
            jsonb_array_elements(b -> 'seats') s where s ->> 'seat' = z.ref))`;
  const { rows } = await sql<Reader>`
    with open as materialized (select a.id, a.email, a.lang, a.person_id, rights_of(a.id, ${today}::date) as rights
      from accounts a where a.closed_at is null and a.email_verified)
    select o.email, o.lang, p.id as point from action_points p left join seats z on z.id = p.owner_seat_id
      join open o on ${told}
    where p.id = any(${points.map(({ id }) => id)}::bigint[]) order by o.email, p.id`.execute(db);
  return rows;
}

function letterFor({ email, lang }: Reader, points: readonly Due[], origin: string) {
  const say = sayIn(lang);
  const items = points.slice(0, mostLines).map(({ ref, task, body, due, stage }) => ({
    text: textIn(task, lang),
    href: `${origin}/${lang}/desk/action-points/${ref}`,
    note: [
      textIn(body, lang),
      say(`point_reminder_${stage}`),
      say('point_due', { date: formatDate(due, lang) }),
    ].join(' · '),
  }));
  return {
    template: 'points-due' as const,
    lang,
    to: email,
    values: { count: points.length, items, link: `${origin}/${lang}/desk` },
  };
}
