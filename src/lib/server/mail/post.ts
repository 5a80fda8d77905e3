import { sql } from 'kysely';
import { isNobodys } from '#lib/mail/address.ts';
import { checkLetter, mailTemplates, type Letter } from '#lib/mail/templates.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { GivenUp, Kept, NotNow, type Claimed, type Handler, type Patience } from '#lib/server/jobs/jobs.ts';
import { compose, type Composed, type Letterhead } from './compose.ts';
import { deliver, SmtpFailure, type Smtp } from './smtp.ts';

/** Where letters go: to a mail server, or, in a demonstration, to a page for administrators and nowhere else. */
export type Post =
  { kind: 'server'; smtp: Smtp; head: Letterhead; bounce: string } | { kind: 'shown'; head: Letterhead };

/** For about five days, as mail servers do (RFC 5321, 4.5.4.1); longer than the server's longest answer takes. */
export const mailPatience: Patience = { attempts: 28, minutes: 15 };

/**
 * `mail.send`: sends one letter. It reaches the server at least once; every copy is the same letter with the same
 * Message-ID (decision record 0024). What stays of a row that is done names nobody and opens nothing.
 */
export function sendLetter(database: Database, post: Post): Handler {
  return async (payload, row, now) => {
    const letter = read(payload);
    const ages = (now.getTime() - row.created_at.getTime()) / 3_600_000;
    if (ages > mailTemplates[letter.template].goodForHours)
      throw new GivenUp('it waited so long that it is of no more use', remains(letter));
    const composed = await compose(letter, row, post.head);
    if (post.kind === 'shown') await show(database, letter, composed, { row, now });
    else await send(database, letter, composed, { row, post });
    return new Kept(remains(letter));
  };
}

function read(payload: Record<string, unknown>): Letter {
  try {
    return checkLetter(payload);
  } catch (error) {
    // What is wrong with it may hold parts of it: the kind of mistake is enough.
    throw new GivenUp(
      `the letter is not as it should be (${error instanceof Error ? error.name : 'unknown'})`,
    );
  }
}

/** `template` is all that is kept of a letter. */
const remains = ({ template }: Letter) => ({ template });

async function show(
  database: Database,
  letter: Letter,
  { subject, text, page }: Composed,
  { row, now }: { row: Claimed; now: Date },
): Promise<void> {
  if (!isNobodys(letter.to))
    throw new GivenUp('a demonstration writes to nobody real: only to example, invalid, test and localhost');
  await asSystem(database, 'a demonstration shows its letters to administrators', (db) =>
    db
      .insertInto('shown_letters')
      .values({
        outbox_id: row.id,
        template: letter.template,
        lang: letter.lang,
        recipient: letter.to,
        subject,
        body: text,
        page,
        shown_at: now,
      })
      .onConflict((conflict) => conflict.column('outbox_id').doNothing())
      .execute(),
  );
}

type Sending = { row: Claimed; post: Extract<Post, { kind: 'server' }> };

async function send(
  database: Database,
  letter: Letter,
  { source }: Composed,
  { row, post }: Sending,
): Promise<void> {
  try {
    await deliver(post.smtp, { from: post.bounce, to: letter.to }, source, () => count(database, row, 1));
  } catch (error) {
    if (!(error instanceof SmtpFailure)) throw error;
    const isAnswer = error.kind === 'refused' || error.kind === 'later';
    if (isAnswer && error.given) await count(database, row, -1);
    throw consequenceOf(error);
  }
}

function consequenceOf(failure: SmtpFailure): Error {
  const { kind, message } = failure;
  const cause = { cause: failure };
  if (kind === 'unreachable') return new NotNow(`the mail server cannot be used: ${message}`, cause);
  if (kind === 'refused') return new GivenUp(`the mail server refused it: ${message}`, undefined, cause);
  if (kind === 'later') return new Error(`the mail server asks to try later: ${message}`, cause);
  return new Error(`the mail server did not say whether it took the letter: ${message}`, cause);
}

/** The marker: from here on the server may have the letter, whatever becomes of us. Throws when the row is not ours. */
async function count(database: Database, { id, attempts }: Claimed, by: 1 | -1): Promise<void> {
  const marked = await asSystem(database, 'marks that a letter is on its way', (db) =>
    sql<{ id: number }>`update outbox set handed = greatest(0, handed + ${by}::int)
      where id = ${id} and attempts = ${attempts} and done_at is null and dead_at is null returning id`.execute(
      db,
    ),
  );
  if (marked.rows.length === 0) throw new Error('somebody else has this letter');
}
