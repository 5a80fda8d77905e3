import { sql } from 'kysely';
import { unansweredOf } from '#features/meetings/corrections/server/queries.ts';
import { lateBetween } from '#features/meetings/minutes/rules.ts';
import type { PartialDate } from '#lib/dates.ts';
import { civilDay } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import { adopt } from './commands.ts';
import { lateMeetings } from './queries.ts';

export type MinutesWork = { timeZone: string; origin: string };

/** What happens to minutes without anybody doing it: adoption by silence, and one letter when they are late. */
export async function tendMinutes(
  database: Database,
  { timeZone, origin }: MinutesWork,
  now: Date,
): Promise<{ adopted: number; reminded: number }> {
  const today = civilDay(now, timeZone);
  return {
    adopted: await adoptSilently(database, today, now),
    reminded: await remindOfLate(database, { today, origin, now }),
  };
}

/**
 * Adopts what nobody objected to: the day after the last one for corrections, where the body adopts by silence and no
 * correction waits for its answer. Bears repetition: what is adopted is not found again.
 */
export async function adoptSilently(database: Database, today: string, now: Date): Promise<number> {
  const { rows } = await asSystem(database, 'minutes are adopted though nobody asks', (db) =>
    sql<{ ref: string }>`
      select m.ref from minutes n join meetings m on m.id = n.meeting_id join bodies b on b.id = m.body_id
      where b.adoption = 'silence' and n.corrections_until < ${today}::date and n.adopted_on is null
        and n.archived_at is null and m.archived_at is null
        and not exists (select from ${unansweredOf(sql`n.id`)})
      order by m.ref`.execute(db),
  );
  const viewer = { kind: 'system' as const, actor: 'adoption by silence' };
  const asking = { viewer, door: 'job' as const, requestId: `silence ${today}`, now };
  for (const { ref } of rows)
    await asViewer(database, asking, (tx) => adopt(tx, ref, today, { by: 'silence' }));
  return rows.length;
}

type Late = {
  id: number;
  ref: string;
  title: Translated;
  body: Translated;
  bodyId: number;
  held: PartialDate;
};
type Reader = { email: string; lang: Lang };
type Reminding = { today: string; origin: string; now: Date };

/** One letter for each meeting whose minutes are late, to whoever runs the body, and never a second one. */
export async function remindOfLate(database: Database, reminding: Reminding): Promise<number> {
  const between = lateBetween(reminding.today);
  return asSystem(database, 'a row for each meeting makes the letter the only one', async (db) => {
    const { rows } = await sql<Late>`${lateMeetings(between)}
      and not exists (select from minutes_reminders r where r.meeting_id = m.id) order by m.id`.execute(db);
    for (const late of rows) {
      await db
        .insertInto('minutes_reminders')
        .values({ meeting_id: late.id, left_at: reminding.now })
        .execute();
      for (const reader of (await readersOf(db, late.bodyId, reminding.today)).rows)
        await leaveLetter({ db, now: reminding.now }, letterFor(late, reader, reminding.origin));
    }
    return rows.length;
  });
}

function letterFor({ ref, title, body, held }: Late, { email, lang }: Reader, origin: string) {
  return {
    template: 'minutes-late' as const,
    lang,
    to: email,
    values: {
      title: textIn(title, lang),
      body: textIn(body, lang),
      held,
      link: `${origin}/${lang}/desk/meetings/${ref}/minutes`,
    },
  };
}

type Db = Parameters<Parameters<typeof asSystem>[2]>[0];

/** Whoever runs the body on the day and can sign in; where nobody does, the secretariat. */
function readersOf(db: Db, body: number, day: string) {
  return sql<Reader>`
    with open as (select a.id, a.email, a.lang, rights_of(a.id, ${day}::date) as rights from accounts a
      where a.closed_at is null and a.email_verified),
    runners as (select o.email, o.lang from open o where exists (
      select from jsonb_array_elements(o.rights -> 'bodies') b
      where (b ->> 'id')::bigint = ${body} and (b ->> 'runs')::boolean))
    select * from runners union
    select o.email, o.lang from open o
      where o.rights -> 'duties' ? 'secretariat' and not exists (select from runners)
    order by email`.execute(db);
}
