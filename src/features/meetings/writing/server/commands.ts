import { sendOut } from '#features/meetings/adoption/server/commands.ts';
import { locked } from '#features/meetings/minutes/errors.ts';
import { minuteItemInput, minutesInput, type MinuteItemInput } from '#features/meetings/minutes/schema.ts';
import { save, saveItems } from '#features/meetings/minutes/server/commands.ts';
import {
  find,
  get,
  meetingOf,
  meetingToKeep,
  texts,
  type MinutedMeeting,
  type Minutes,
  type MinuteText,
} from '#features/meetings/minutes/server/queries.ts';
import type { WrittenItem } from '#features/meetings/writing/schema.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { inputOf } from '#lib/forms/values.ts';
import { cleanText } from '#lib/i18n/text.ts';
import { readStanding } from '#lib/server/forms/standing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import type { Translated } from '#lib/translated.ts';
import { markOf } from './queries.ts';

/** Two people wrote under one item at once: what stands there now, beside what was typed. */
export type TextClash = { item: string; version: number; stands: Translated | null };
export type Written = { saved: string[]; clashes: TextClash[] };

const textField: FormField[] = [{ name: 'text', kind: 'passage', label: 'minutes_text' }];

/** The minutes of a meeting, begun as a draft where there are none yet. Throws `minutes.locked`. */
export async function begun(tx: Tx, meeting: MinutedMeeting): Promise<Minutes> {
  const found = await find(tx, meeting.ref);
  if (found?.status === 'adopted') throw locked();
  if (found) return found;
  const draft = { ref: `${meeting.ref}-minutes`, meeting: meeting.ref, published: false };
  await save(tx, [{ ...minutesInput.parse({ ...draft, visibility: meeting.visibility }), expected: 0 }]);
  return get(tx, meeting.ref);
}

/**
 * Writes what was typed under items of the agenda. An item that was not touched is left alone; one that somebody else
 * changed meanwhile comes back as a clash, and neither text is lost: the others are saved all the same. Throws notFound,
 * refused, `minutes.locked`.
 */
export async function write(tx: Tx, ref: string, written: readonly WrittenItem[]): Promise<Written> {
  const meeting = await meetingToKeep(tx, ref);
  await takeTurn(tx);
  const minutes = await begun(tx, meeting);
  const standing = new Map((await texts(tx, ref)).map((text) => [text.item, text]));
  const result: Written = { saved: [], clashes: [] };
  for (const typed of written) {
    const stands = standing.get(typed.item);
    const wanted = markOf(typed);
    if (!stands || wanted === typed.mark || wanted === markOf(stands.text)) continue;
    if (stands.version === typed.version) {
      await writeItem(tx, { meeting, minutes }, stands, typed);
      result.saved.push(typed.item);
    } else result.clashes.push({ item: typed.item, version: stands.version, stands: stands.text });
  }
  if (result.saved.length > 0 && minutes.status === 'circulated')
    await sendOut(tx, meeting, minutes.id, 'minute_items');
  return result;
}

type Place = { meeting: MinutedMeeting; minutes: Minutes };

/** Writes one item. A text that was emptied is taken out; writing there again brings it back. */
async function writeItem(tx: Tx, place: Place, stands: MinuteText, typed: WrittenItem): Promise<void> {
  const ref = stands.ref ?? `${stands.item}-minutes`;
  if (cleanText(typed.en) === '' && cleanText(typed.bn) === '') {
    await setArchived(tx, 'minute_items', ref, { archived: true, reason: 'the text was emptied' });
    return;
  }
  const input = await itemInput(tx, place, stands, typed);
  await saveItems(tx, [{ ...input, expected: stands.version }]);
  if (stands.ref !== null && stands.text === null)
    await setArchived(tx, 'minute_items', ref, { archived: false, reason: 'written again' });
}

/** The item as an input: what the form does not ask for stays as it stands. */
export async function itemInput(
  tx: Tx,
  { meeting, minutes }: Place,
  { item, ref, text }: Pick<MinuteText, 'item' | 'ref' | 'text'>,
  { en, bn }: { en: string; bn: string },
): Promise<MinuteItemInput> {
  const typed = { 'text.en': en, 'text.bn': bn, ...(text && { 'text.source': text.source }) };
  const made = inputOf(textField, typed, { text: text ?? undefined });
  const common = { agenda_item: item, minutes: minutes.ref, ...made };
  const fields = ref === null ? null : (await readStanding(tx, 'minute_items', ref, [])).fields;
  if (fields === null)
    return minuteItemInput.parse({
      ...common,
      ref: `${item}-minutes`,
      visibility: meeting.visibility,
      published: false,
    });
  return minuteItemInput.parse({
    ...common,
    ref,
    visibility: fields['visibility'],
    published: fields['published_at'] !== null,
    note: fields['note'] ?? undefined,
    evidence: fields['evidence'],
  });
}

/** Keeps the asker's own notes on a meeting; empty ones are removed. They are in no history. Throws notFound. */
export async function keepNotes(tx: Tx, ref: string, text: string): Promise<void> {
  const { id } = await meetingOf(tx, ref);
  if (tx.viewer.kind !== 'person') return;
  const { account } = tx.viewer;
  const clean = cleanText(text);
  if (clean === '') {
    await tx.db
      .deleteFrom('private_notes')
      .where('meeting_id', '=', id)
      .where('account_id', '=', account)
      .execute();
    return;
  }
  await tx.db
    .insertInto('private_notes')
    .values({ account_id: account, meeting_id: id, text: clean, updated_at: tx.now })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'meeting_id']).doUpdateSet({ text: clean, updated_at: tx.now }),
    )
    .execute();
}
