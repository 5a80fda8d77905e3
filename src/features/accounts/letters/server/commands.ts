import { sql } from 'kysely';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Letter } from '#lib/mail/templates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';

/** An account that can be written to. */
export type Reader = { email: string; lang: Lang };

type Written = { [T in Letter['template']]: Pick<Extract<Letter, { template: T }>, 'template' | 'values'> };

/** Leaves a letter in the reader's language; `desk` is the path of the desk in it. To nobody: none. */
export async function tell(
  tx: Tx,
  reader: Reader | undefined,
  write: (lang: Lang, desk: string) => Written[Letter['template']],
): Promise<void> {
  if (!reader) return;
  const { lang, email } = reader;
  await leaveLetter(tx, { ...write(lang, `/${lang}/desk`), lang, to: email });
}

/** Accounts whose owner has confirmed the address and goes on using it. */
const readers = (tx: Tx) =>
  tx.db
    .selectFrom('accounts as a')
    .select(['a.email', 'a.lang'])
    .where('a.email_verified', '=', true)
    .where('a.closed_at', 'is', null);

/** The open account with this id, if it is one. */
export function openAccount(tx: Tx, account: string): Promise<Reader | undefined> {
  return readers(tx).where('a.id', '=', account).executeTakeFirst();
}

/** The open account of a person in office, if there is one. */
export function accountOfPerson(tx: Tx, person: string): Promise<Reader | undefined> {
  return readers(tx)
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .where('p.ref', '=', person)
    .executeTakeFirst();
}

/** Those who decide on requests on a day: the duties are those of `mayInvite`. */
export function whoInvites(tx: Tx, day: string): Promise<Reader[]> {
  return readers(tx)
    .where(sql<boolean>`rights_of(a.id, ${day}::date) -> 'duties' ?| array['secretariat', 'administrator']`)
    .orderBy('a.id')
    .execute();
}
