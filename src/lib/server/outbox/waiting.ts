import { sql } from 'kysely';
import { ExpectedError } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Work that is not done, as an administrator sees it: no payload, the address shortened. */
export type Waiting = {
  id: number;
  topic: string;
  /** Of a mail: which one, and to whom. */
  template: string | null;
  recipient: string | null;
  created_at: Date;
  due_at: Date;
  attempts: number;
  handed: number;
  dead_at: Date | null;
  last_error: string | null;
  can_be_retried: boolean;
};

export type Counts = { dead: number; waiting: number; done: number };

/** What failed for good first, then what waits; two hundred at most. Nothing for who is no administrator. */
export async function list(tx: Tx): Promise<Waiting[]> {
  return (await sql<Waiting>`select * from outbox_waiting()`.execute(tx.db)).rows;
}

export async function counts(tx: Tx): Promise<Counts> {
  const { rows } = await sql<Counts>`select dead::int, waiting::int, done::int from outbox_counts()`.execute(
    tx.db,
  );
  return rows[0] ?? { dead: 0, waiting: 0, done: 0 };
}

/** Tries again from now. Throws outbox.not_dead when it is not there, not dead, or not this viewer's to decide. */
export async function retry(tx: Tx, id: number): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select outbox_retry(${id}, ${tx.now}) as done`.execute(tx.db);
  if (!rows[0]?.done) throw new ExpectedError('outbox.not_dead', 409);
}

/** Nobody tries again; what the work was stays known, for whom does not. Throws as retry. */
export async function drop(tx: Tx, id: number): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select outbox_drop(${id}, ${tx.now}) as done`.execute(tx.db);
  if (!rows[0]?.done) throw new ExpectedError('outbox.not_dead', 409);
}

/** A letter of the demonstration, shown instead of sent. */
export type Shown = {
  id: number;
  template: string;
  lang: 'en' | 'bn';
  recipient: string;
  subject: string;
  body: string;
  shown_at: Date;
};

/** Letters of the demonstration, the newest first. Nothing for who is no administrator. */
export async function listShown(tx: Tx): Promise<Shown[]> {
  return tx.db
    .selectFrom('shown_letters')
    .select(['id', 'template', 'lang', 'recipient', 'subject', 'body', 'shown_at'])
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}

/** The page of one of them; null when there is none for this viewer. */
export async function shownPage(tx: Tx, id: number): Promise<string | null> {
  const row = await tx.db.selectFrom('shown_letters').select('page').where('id', '=', id).executeTakeFirst();
  return row?.page ?? null;
}
