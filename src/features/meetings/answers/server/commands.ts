import { sql } from 'kysely';
import { own } from '#features/meetings/answers/server/queries.ts';
import { sortReplies, standOf, type TakenReplies } from '#features/meetings/answers/rules.ts';
import { uidOf, uidOwner } from '#features/meetings/calendar/server/exports.ts';
import { isOver, noInvitation, noReply } from '#features/meetings/invitations/errors.ts';
import { momentOf } from '#features/meetings/invitations/rules.ts';
import type { Answer } from '#features/meetings/invitations/schema.ts';
import { facts, factsOfCode } from '#features/meetings/invitations/server/queries.ts';
import { endOf } from '#features/meetings/rules.ts';
import { readReplies, type Reply } from '#lib/server/calendar/replies.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/**
 * The answer of whoever has the sealed address; runs as the installation, for they need no account. Throws noInvitation
 * when it is withdrawn, isOver when the meeting has been or is cancelled.
 */
export async function answerByCode(tx: Tx, code: string, answer: Answer, today: string): Promise<void> {
  const meeting = await factsOfCode(tx, code);
  if (!meeting) throw noInvitation();
  if (meeting.cancelled !== null || endOf(meeting) <= today) throw isOver();
  await tx.db
    .updateTable('meeting_invitations')
    .set({ answer, answered_at: tx.now, answered_by: 'link', answered_when: momentOf(meeting) })
    .where('code', '=', code)
    .execute();
}

/** The answer of a signed-in person to what they are invited to. Throws as answerByCode. */
export async function answerOwn(tx: Tx, code: string, answer: Answer, today: string): Promise<void> {
  const mine = (await own(tx, today)).find((one) => one.code === code);
  if (!mine) throw noInvitation();
  if (mine.state !== 'open') throw isOver();
  await sql`select answer_invitation(${code}, ${answer}, ${tx.now}, ${momentOf(mine)})`.execute(tx.db);
}

/** What whoever runs the meeting was told; null takes an answer back. Throws notFound, refused, noInvitation. */
export async function setAnswer(tx: Tx, ref: string, code: string, answer: Answer | null): Promise<void> {
  const meeting = await facts(tx, ref);
  const given =
    answer === null
      ? { answer, answered_at: null, answered_by: null, answered_when: null, reply_stamp: null }
      : { answer, answered_at: tx.now, answered_by: 'desk' as const, answered_when: momentOf(meeting) };
  const changed = await tx.db
    .updateTable('meeting_invitations')
    .set(given)
    .where('meeting_id', '=', meeting.id)
    .where('code', '=', code)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw noInvitation();
}

/**
 * Takes the answers in a calendar file that somebody's calendar sent to the organiser. Each belongs to whoever was asked
 * under its address; the one made last counts. Says what became of each. Throws notFound, refused, noReply.
 */
export async function takeReplies(tx: Tx, ref: string, file: Uint8Array): Promise<TakenReplies> {
  const meeting = await facts(tx, ref);
  const uid = uidOf(meeting.ref, await uidOwner(tx));
  const replies = sortReplies(readReplies(file));
  if (replies.length === 0) throw noReply();
  const result: TakenReplies = { taken: [], older: [], unknown: [], elsewhere: 0 };
  for (const reply of replies) {
    if (reply.uid !== uid) result.elsewhere += 1;
    else result[await take(tx, meeting.id, reply)].push(reply.attendee);
  }
  return result;
}

async function take(tx: Tx, meeting: number, reply: Reply): Promise<'taken' | 'older' | 'unknown'> {
  const row = await tx.db
    .selectFrom('meeting_invitations')
    .select(['id', 'sequence', 'sent_when', 'answered_at', 'answered_when'])
    .where('meeting_id', '=', meeting)
    .where('address', '=', reply.attendee)
    .where('sent_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return 'unknown';
  const stand = standOf(
    reply,
    {
      sequence: row.sequence,
      sentWhen: row.sent_when,
      answeredAt: row.answered_at,
      answeredWhen: row.answered_when,
    },
    tx.now,
  );
  if (stand === null) return 'older';
  await tx.db
    .updateTable('meeting_invitations')
    .set({
      answer: reply.answer,
      answered_at: stand.at,
      answered_by: 'calendar',
      answered_when: stand.when,
      reply_stamp: stand.at,
    })
    .where('id', '=', row.id)
    .execute();
  return 'taken';
}
