import { checkLetter, mailTemplates, type Letter } from '#lib/mail/templates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { enqueue } from './outbox.ts';

/** Leaves a mail in the transaction: it is sent after the commit, or not at all. Throws ZodError for a bad address. */
export async function leaveLetter(tx: Pick<Tx, 'db' | 'now'>, letter: Letter): Promise<void> {
  const { toMany }: { toMany?: boolean } = mailTemplates[letter.template];
  await enqueue(tx, 'mail.send', checkLetter(letter), { goesLast: toMany === true });
}
