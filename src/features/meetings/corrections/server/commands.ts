import { sql } from 'kysely';
import { answeredAlready, closed, sameText } from '#features/meetings/corrections/errors.ts';
import type { AnswerInput, CorrectionInput } from '#features/meetings/corrections/schema.ts';
import { locked, notCirculated } from '#features/meetings/minutes/errors.ts';
import { takesCorrections } from '#features/meetings/minutes/rules.ts';
import { saveItems } from '#features/meetings/minutes/server/commands.ts';
import {
  get,
  meetingOf,
  meetingToKeep,
  texts,
  type MinutedMeeting,
  type MinuteText,
} from '#features/meetings/minutes/server/queries.ts';
import { itemInput } from '#features/meetings/writing/server/commands.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { addHistory, takeTurn } from '#lib/server/history/entries.ts';
import { written, type Translated } from '#lib/translated.ts';
import { list, type Correction } from './queries.ts';

/**
 * A member proposes how an item should read; allowed until the last day for corrections, whoever runs the body included.
 * Throws notFound, refused, `corrections.closed`, `corrections.same_text`.
 */
export async function propose(tx: Tx, ref: string, input: CorrectionInput, today: string): Promise<void> {
  const meeting = await meetingOf(tx, ref);
  if (!meeting.runs && seatIn(tx, meeting) === null) throw refused('corrections');
  await takeTurn(tx);
  if (!takesCorrections(await get(tx, ref), today)) throw closed();
  const text = await writtenText(tx, ref, input.item);
  if (text.text[input.lang] === input.wording) throw sameText();
  await add(tx, meeting, { ...input, minuteItem: text.ref, isErratum: false });
}

/**
 * Says beside adopted minutes what is wrong in them; they stay as they are. Throws notFound, refused,
 * `minutes.not_circulated` before they are adopted.
 */
export async function addErratum(tx: Tx, ref: string, input: CorrectionInput): Promise<void> {
  const meeting = await meetingToKeep(tx, ref);
  await takeTurn(tx);
  if ((await get(tx, ref)).status !== 'adopted') throw notCirculated();
  const text = await writtenText(tx, ref, input.item);
  await add(tx, meeting, { ...input, minuteItem: text.ref, isErratum: true });
}

type WrittenText = MinuteText & { ref: string; text: Translated };

async function writtenText(tx: Tx, meeting: string, item: string): Promise<WrittenText> {
  const found = (await texts(tx, meeting)).find((one) => one.item === item);
  if (!found || found.ref === null || found.text === null) throw notFound('minute_items', item);
  return { ...found, ref: found.ref, text: found.text };
}

/** The first of the asker's seats in the body of the meeting. */
function seatIn(tx: Tx, { body }: MinutedMeeting): string | null {
  if (tx.viewer.kind !== 'person') return null;
  return tx.viewer.access.bodies.find(({ id }) => id === body?.id)?.seats[0]?.seat ?? null;
}

type Said = CorrectionInput & { minuteItem: string; isErratum: boolean };

async function add(
  tx: Tx,
  meeting: MinutedMeeting,
  { lang, wording, reason, minuteItem, isErratum }: Said,
): Promise<void> {
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  const said = written(wording, lang);
  await sql`
    insert into corrections (minute_item_id, account_id, organisation_id, wording, reason, proposed_at, is_erratum)
    select i.id, ${account}, (select organisation_id from seats where ref = ${seatIn(tx, meeting)}::text),
      ${JSON.stringify(said)}::jsonb, ${reason}, ${tx.now}, ${isErratum}
    from minute_items i where i.ref = ${minuteItem}`.execute(tx.db);
  await note(tx, minuteItem, { [isErratum ? 'erratum' : 'correction']: said }, reason);
}

/** What is said of an item stands in its history, though its text is as it was. */
const note = (tx: Tx, ref: string, after: Record<string, unknown>, reason: string | null) =>
  addHistory(tx, [{ kind: 'minute_items', ref, version: null, action: 'change', before: {}, after, reason }]);

/**
 * Accepts a correction, which changes the text, or declines it with a reason. The text must be the one that was seen
 * when it is accepted. Throws notFound, refused, `corrections.answered`, `minutes.locked`, RecordConflict.
 */
export async function answer(tx: Tx, ref: string, input: AnswerInput): Promise<void> {
  const meeting = await meetingToKeep(tx, ref);
  await takeTurn(tx);
  const minutes = await get(tx, ref);
  if (minutes.status === 'adopted') throw locked();
  const correction = (await list(tx, ref)).find(({ id }) => id === input.id);
  if (!correction) throw notFound('corrections', String(input.id));
  if (correction.answer !== null) throw answeredAlready();
  const text = await writtenText(tx, ref, correction.item);
  if (input.answer === 'accepted') {
    const typed = changedText(text.text, correction, input.wording);
    const item = await itemInput(tx, { meeting, minutes }, text, typed);
    await saveItems(tx, [{ ...item, expected: input.version }]);
  }
  const reason = input.answer === 'declined' ? input.reason : null;
  await sql`update corrections set answer = ${input.answer}, answered_at = ${tx.now}, answer_reason = ${reason}
    where id = ${input.id}`.execute(tx.db);
  await note(tx, text.ref, { correction: correction.wording, answer: input.answer }, reason);
}

/** The text with the corrected language in place; the other language stays and is marked as older. */
function changedText({ en = '', bn = '' }: Translated, { wording }: Correction, said: string) {
  return { en, bn, [wording.source]: said };
}
