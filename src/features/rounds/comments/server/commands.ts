import { sql } from 'kysely';
import { mentionedIn } from '#features/rounds/comments/rules.ts';
import type { CommentInput } from '#features/rounds/comments/schema.ts';
import { isInside } from '#features/rounds/progress-reports/policy.ts';
import { get } from '#features/rounds/progress-reports/server/queries.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { textIn } from '#lib/translated.ts';
import { circleOf } from './queries.ts';

/**
 * Says something about a report. Whoever is named with an @ and may read it gets a letter; a name of anybody else stays
 * a word. Throws notFound, refused.
 */
export async function comment(
  tx: Tx,
  ref: string,
  { text, follow_up }: CommentInput,
  { today, origin }: { today: string; origin: string },
): Promise<void> {
  const report = await get(tx, ref);
  if (!isInside(report.part) || tx.viewer.kind !== 'person') throw refused('report_comments');
  const { account, actor } = tx.viewer;
  await sql`insert into report_comments (progress_report_id, account_id, text, follow_up, made_at)
    values (${report.id}, ${account}, ${text}, ${follow_up}, ${tx.now})`.execute(tx.db);
  const others = (await circleOf(tx, report.id, today)).filter((one) => one.account !== account);
  for (const { email, lang } of mentionedIn(text, others)) {
    await leaveLetter(tx, {
      template: 'report-mentioned',
      lang,
      to: email,
      values: {
        name: actor,
        title: textIn(report.action.title, lang),
        text,
        link: `${origin}/${lang}/desk/rounds/${report.round.ref}/reports/${ref}#comments`,
      },
    });
  }
}

/** Marks what had to be seen to as done. Throws notFound. */
export async function resolve(tx: Tx, ref: string, comment: number): Promise<void> {
  const { id } = await get(tx, ref);
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  const { numAffectedRows } =
    await sql`update report_comments set resolved_at = ${tx.now}, resolved_by = ${account}
    where id = ${comment} and progress_report_id = ${id} and resolved_at is null`.execute(tx.db);
  if (numAffectedRows === 0n) throw notFound('report_comments', String(comment));
}
