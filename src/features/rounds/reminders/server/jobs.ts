import { sql } from 'kysely';
import {
  forgottenAfterDays,
  reportStage,
  type Reminded,
  type ReportStage,
} from '#features/rounds/reminders/rules.ts';
import { civilDay } from '#lib/dates.ts';
import { formatDate } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Db = Parameters<Parameters<typeof asSystem>[2]>[0];

type Open = Reminded & {
  id: number;
  ref: string;
  round: string;
  title: Translated;
  organisation: Translated;
};
type Due = Open & { stage: ReportStage };
type Reader = { email: string; lang: Lang; report: number };

/** `hour`: not before this hour of the day. */
type Reminding = { timeZone: string; origin: string; hour: number };

/** A letter holds so many reports; the list has them all. */
const mostLines = 100;

/**
 * Reminds of reports that are not handed in: people in office at the organisation when they are asked for, due soon and
 * overdue; they and whoever runs the body of the plan when they stay missing. One letter to a reader for all of a day; each
 * report once for each stage and last day, whatever number of processes try. Gives how many letters were left.
 */
export async function remindOfReports(
  database: Database,
  { timeZone, origin, hour }: Reminding,
  now: Date,
): Promise<number> {
  // The day of letters begins at their hour.
  const today = civilDay(new Date(now.getTime() - hour * 3_600_000), timeZone);
  return asSystem(database, 'a row for report, stage and day makes the reminder the only one', async (db) => {
    const due = await markedNow(db, await openReports(db, today), { today, now });
    const letters = new Map<string, { reader: Reader; told: Set<number> }>();
    for (const reader of await readersOf(db, due, today)) {
      const letter = letters.get(reader.email) ?? { reader, told: new Set<number>() };
      letters.set(reader.email, { ...letter, told: letter.told.add(reader.report) });
    }
    for (const { reader, told } of letters.values()) {
      const reports = due.filter(({ id }) => told.has(id));
      await leaveLetter({ db, now }, letterFor(reader, reports, origin));
    }
    return letters.size;
  });
}

/** Reports that are drafts, of rounds that have begun and are not long past. */
async function openReports(db: Db, today: string): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select p.id, p.ref, r.ref as round, a.title, coalesce(o.acronym, o.name) as organisation, r.opens_on as opens,
      r.due_on as due, r.remind_days as "remindDays", r.escalate_days as "escalateDays"
    from progress_reports p join rounds r on r.id = p.round_id join actions a on a.id = p.action_id
      join organisations o on o.id = p.organisation_id
    where p.archived_at is null and r.archived_at is null and r.published_at is not null and p.last_step = 'drafted'
      and r.opens_on <= ${today}::date and r.due_on >= ${today}::date - ${forgottenAfterDays}::int
    order by r.due_on, p.ref`.execute(db);
  return rows;
}

/** Of these reports those of which nobody was reminded yet at their stage, now marked. */
async function markedNow(
  db: Db,
  reports: readonly Open[],
  { today, now }: { today: string; now: Date },
): Promise<Due[]> {
  const marked: Due[] = [];
  for (const report of reports) {
    const stage = reportStage(report, today);
    if (stage === null) continue;
    const row = await db
      .insertInto('report_reminders')
      .values({ progress_report_id: report.id, stage, due_on: report.due, left_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('stage')
      .executeTakeFirst();
    if (row) marked.push({ ...report, stage });
  }
  return marked;
}

/** Whom each report is told: people in office at its organisation; what is escalated also whoever runs the plan's body. */
async function readersOf(db: Db, reports: readonly Due[], today: string): Promise<Reader[]> {
  const all = reports.map(({ id }) => id);
  const escalated = reports.filter(({ stage }) => stage === 'escalated').map(({ id }) => id);
  if (all.length === 0) return [];
  const { rows } = await sql<Reader>`
    with open as materialized (select a.id, a.email, a.lang, rights_of(a.id, ${today}::date) as rights
      from accounts a where a.closed_at is null and a.email_verified)
    select o.email, o.lang, p.id as report from progress_reports p join rounds r on r.id = p.round_id
      join plans l on l.id = r.plan_id join open o on
        exists (select from jsonb_array_elements(o.rights -> 'organisations') g
          where (g ->> 'id')::bigint = p.organisation_id)
        or (p.id = any(${escalated}::bigint[]) and exists (select from jsonb_array_elements(o.rights -> 'bodies') b
          where (b ->> 'id')::bigint = l.body_id and (b ->> 'runs')::boolean))
    where p.id = any(${all}::bigint[]) order by o.email, p.id`.execute(db);
  return rows;
}

function letterFor({ email, lang }: Reader, reports: readonly Due[], origin: string) {
  const say = sayIn(lang);
  const items = reports.slice(0, mostLines).map(({ ref, round, title, organisation, due, stage }) => ({
    text: textIn(title, lang),
    href: `${origin}/${lang}/desk/rounds/${round}/reports/${ref}`,
    note: [
      textIn(organisation, lang),
      say(`report_reminder_${stage}`),
      say('point_due', { date: formatDate(due, lang) }),
    ].join(' · '),
  }));
  return {
    template: 'reports-due' as const,
    lang,
    to: email,
    values: { count: reports.length, items, link: `${origin}/${lang}/desk` },
  };
}
