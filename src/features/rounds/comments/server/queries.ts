import { sql } from 'kysely';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Somebody who can read the comments of a report. */
export type Insider = {
  account: string;
  name: string;
  email: string;
  lang: Lang;
  part: 'organisation' | 'secretariat' | 'runs';
};

/** Everybody who can read what is said inside about a report, by name; nobody for who is not one of them. */
export async function circleOf(tx: Tx, report: number, today: string): Promise<Insider[]> {
  const { rows } = await sql<Insider>`
    select account, name, email, lang, part from report_circle(${report}, ${today}::date)
    order by name, account`.execute(tx.db);
  return rows;
}

export type Comment = {
  id: number;
  account: string | null;
  text: string;
  at: Date;
  followUp: boolean;
  resolvedAt: Date | null;
};

/** The comments of a report, the oldest first, as far as the asker is inside. */
export async function commentsOf(tx: Tx, report: number): Promise<Comment[]> {
  const { rows } = await sql<Comment>`
    select id, account_id as account, text, made_at as at, follow_up as "followUp", resolved_at as "resolvedAt"
    from report_comments where progress_report_id = ${report} order by id`.execute(tx.db);
  return rows;
}
