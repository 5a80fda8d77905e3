import { civilDay } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Listed } from '#lib/mail/templates.ts';
import type { Database } from '#lib/server/db/database.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { stopAddress } from './stop-links.ts';

export type Week = {
  /** 0 is Sunday. */
  weekday: number;
  hour: number;
  timeZone: string;
};

/** A letter whose day was missed, because nothing ran, is made up for this long; then it waits for the next week. */
const madeUpForDays = 2;

/**
 * The civil day of the weekly letter that is due now; null when that of this week is too long ago or its hour has not
 * come. The week of a letter is named by its day.
 */
export function weekDue({ weekday, hour, timeZone }: Week, now: Date): string | null {
  // The day begins at the hour of the letter.
  const day = civilDay(new Date(now.getTime() - hour * 3_600_000), timeZone);
  const noon = new Date(`${day}T12:00:00Z`);
  const ago = (noon.getUTCDay() - weekday + 7) % 7;
  if (ago > madeUpForDays) return null;
  return new Date(noon.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
}

type Person = Extract<Viewer, { kind: 'person' }>;

export type Weekly = {
  week: Week;
  origin: string;
  secret: string;
  /** What is due for a person, the oldest first, in words of the language. */
  dueFor: (tx: Tx, person: Person, lang: Lang, today: string) => Promise<Listed[]>;
};

/** A letter holds so many lines; the page has them all. */
const mostLines = 100;

/**
 * Leaves the weekly letter of each account once for each week, whatever number of processes try and however often they
 * start again. Nothing is written to who has nothing to do, did not confirm the address, or does not want it. Returns
 * how many were left.
 */
export async function leaveWeekly(database: Database, weekly: Weekly, now: Date): Promise<number> {
  const week = weekDue(weekly.week, now);
  if (week === null) return 0;
  let left = 0;
  const failures: unknown[] = [];
  for (const reader of await readersOf(database, week)) {
    try {
      if (await leaveTo(database, weekly, { ...reader, week, now })) left += 1;
    } catch (error) {
      // One letter that cannot be written keeps nobody else from theirs; it is tried again with the next turn.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'weekly letters could not be written');
  return left;
}

type Reader = { id: string; email: string; lang: Lang };

/** Whoever is to be asked about this week and was not yet. Accounts made since the day of the letter wait. */
function readersOf(database: Database, week: string): Promise<Reader[]> {
  return asSystem(database, 'the weekly letter goes to every account', (db) =>
    db
      .selectFrom('accounts as a')
      .select(['a.id', 'a.email', 'a.lang'])
      .where('a.closed_at', 'is', null)
      .where('a.weekly_letter', '=', true)
      .where('a.email_verified', '=', true)
      .where((is) =>
        is.not(
          is.exists(
            is
              .selectFrom('weekly_letters as w')
              .select('w.week')
              .whereRef('w.account_id', '=', 'a.id')
              .where('w.week', '=', week),
          ),
        ),
      )
      .orderBy('a.id')
      .execute(),
  );
}

type To = Reader & { week: string; now: Date };

async function leaveTo(
  database: Database,
  { origin, secret, dueFor, week: { timeZone } }: Weekly,
  { id, email, lang, week, now }: To,
): Promise<boolean> {
  const today = civilDay(now, timeZone);
  const person = await personViewer(database, id, today);
  const items = person
    ? await asViewer(database, { viewer: person, door: 'job', requestId: `weekly ${week}`, now }, (tx) =>
        dueFor(tx, person, lang, today),
      )
    : [];
  return asSystem(database, 'a row for account and week makes the letter the only one', async (db) => {
    const mine = await db
      .insertInto('weekly_letters')
      .values({ account_id: id, week })
      .onConflict((conflict) => conflict.doNothing())
      .returning('week')
      .executeTakeFirst();
    if (!mine || items.length === 0) return false;
    await leaveLetter(
      { db, now },
      {
        template: 'weekly',
        lang,
        to: email,
        values: {
          count: items.length,
          day: today,
          items: items.slice(0, mostLines),
          link: `${origin}/${lang}/desk`,
        },
        stop: stopAddress(secret, origin, lang, id),
      },
    );
    return true;
  });
}

/** Ends the weekly letter of an account, without anybody signed in. Repeating changes nothing. */
export async function endWeekly(database: Database, account: string): Promise<void> {
  await asSystem(database, 'a link in the letter ends it without signing in', (db) =>
    db.updateTable('accounts').set({ weekly_letter: false }).where('id', '=', account).execute(),
  );
}

/** Does the person want the weekly letter? */
export async function wantsWeekly(tx: Tx, account: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('accounts')
    .select('weekly_letter')
    .where('id', '=', account)
    .executeTakeFirst();
  return row?.weekly_letter ?? false;
}

/** Switches the weekly letter of one's own account on or off; another's stays as it is. */
export async function chooseWeekly(tx: Tx, wanted: boolean): Promise<void> {
  if (tx.viewer.kind !== 'person') return;
  await tx.db
    .updateTable('accounts')
    .set({ weekly_letter: wanted, updated_at: tx.now })
    .where('id', '=', tx.viewer.account)
    .execute();
}
