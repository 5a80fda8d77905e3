import { createHash } from 'node:crypto';
import { cleanText } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** What a form carries of the text it was opened on, so that what was touched is told from what was only sent along. */
export function markOf(text: Pick<Translated, 'en' | 'bn'> | null): string {
  const said = JSON.stringify([cleanText(text?.en ?? ''), cleanText(text?.bn ?? '')]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 16);
}

/** All notes of the asker, for the file of everything held about them. */
export async function allNotes(tx: Tx): Promise<{ meeting: string; text: string; updated: Date }[]> {
  if (tx.viewer.kind !== 'person') return [];
  return tx.db
    .selectFrom('private_notes as n')
    .leftJoin('meetings as m', 'm.id', 'n.meeting_id')
    .select((of) => [of.fn.coalesce('m.ref', of.val('')).as('meeting'), 'n.text', 'n.updated_at as updated'])
    .where('n.account_id', '=', tx.viewer.account)
    .orderBy('n.updated_at')
    .execute();
}

/** The asker's own notes on a meeting; nobody else can ask for them. */
export async function ownNotes(tx: Tx, meeting: number): Promise<string> {
  if (tx.viewer.kind !== 'person') return '';
  const row = await tx.db
    .selectFrom('private_notes')
    .select('text')
    .where('meeting_id', '=', meeting)
    .where('account_id', '=', tx.viewer.account)
    .executeTakeFirst();
  return row?.text ?? '';
}
