import { sql } from 'kysely';
import {
  enoughLetters,
  isOver,
  noDay,
  noInvitation,
  nobodyChosen,
  tooManyGuests,
} from '#features/meetings/invitations/errors.ts';
import {
  letterDue,
  momentOf,
  mostGuests,
  mostLetters,
  nextSequence,
  type Addressed,
  type Guest,
} from '#features/meetings/invitations/rules.ts';
import { endOf, isDated } from '#features/meetings/rules.ts';
import { letterOf, type Sending } from '#features/meetings/invitations/server/exports.ts';
import {
  candidates,
  facts,
  shownHash,
  type Candidate,
  type Facts,
} from '#features/meetings/invitations/server/queries.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Called = {
  /** Seats and people with an account. */
  who: readonly string[];
  /** Seats whose holder has none, each with its address. */
  addressed?: readonly Addressed[];
  guests: readonly Guest[];
  lang: Lang;
};

/**
 * Puts people on the list of a meeting; nothing is sent yet. Who is on it stays as they are, who was taken off comes back
 * and is asked anew. Throws notFound, refused, nobodyChosen, tooManyGuests.
 */
export async function invite(
  tx: Tx,
  ref: string,
  { who, addressed = [], guests, lang }: Called,
): Promise<void> {
  const meeting = await facts(tx, ref);
  const offered = await candidates(tx, meeting);
  const chosen = offered.filter(({ choice, address }) => address !== null && who.includes(choice));
  const seated = withAddresses(offered, addressed);
  if (chosen.length + seated.length + guests.length === 0) throw nobodyChosen();
  for (const one of chosen) await putAccount(tx, meeting, one, lang);
  for (const one of seated) await putSeat(tx, meeting, one, lang);
  for (const { name, address, lang: own } of guests)
    await sql`insert into meeting_invitations (meeting_id, address, name, lang)
      values (${meeting.id}, ${address}, ${name}, ${own}) ${comeBack}`.execute(tx.db);
  await refuseCrowd(tx, meeting);
}

type Seated = Addressed & { name: Translated | null };

/** Those of the seats without an account beside which an address was written. */
function withAddresses(offered: readonly Candidate[], addressed: readonly Addressed[]): Seated[] {
  const seats = offered.filter(({ role, address }) => role !== null && address === null);
  return addressed.flatMap((one) => {
    const seat = seats.find(({ choice }) => choice === one.choice);
    return seat ? [{ ...one, name: seat.name ?? seat.organisation }] : [];
  });
}

async function putAccount(
  tx: Tx,
  meeting: Facts,
  { choice, name, address }: Candidate,
  lang: Lang,
): Promise<void> {
  const [, seat = '', person = ''] = choice.split(':');
  await sql`
    insert into meeting_invitations (meeting_id, address, name, lang, seat_id, person_id)
    select ${meeting.id}, r.address, ${(name && textIn(name, lang)) ?? address}, r.lang,
      (select id from seats where ref = ${seat}), r.person_id
    from meeting_addresses(${meeting.id}::bigint) r join people p on p.id = r.person_id where p.ref = ${person}
    ${comeBack}`.execute(tx.db);
}

async function putSeat(tx: Tx, meeting: Facts, { choice, name, address }: Seated, lang: Lang): Promise<void> {
  const [, seat = '', person = ''] = choice.split(':');
  await sql`
    insert into meeting_invitations (meeting_id, address, name, lang, seat_id, person_id)
    values (${meeting.id}, ${address}, ${name ? textIn(name, lang) : address}, ${lang},
      (select id from seats where ref = ${seat}), (select id from people where ref = ${person}))
    ${comeBack}`.execute(tx.db);
}

async function refuseCrowd(tx: Tx, meeting: Facts): Promise<void> {
  const { rows } = await sql<{ guests: number }>`
    select count(*)::int as guests from meeting_invitations
    where meeting_id = ${meeting.id} and seat_id is null and person_id is null`.execute(tx.db);
  if ((rows[0]?.guests ?? 0) > mostGuests) throw tooManyGuests(mostGuests);
}

/** Takes back a turn that would flood the office's mail server, and with it everybody else's letters. */
async function refuseFlood(tx: Tx): Promise<void> {
  const dayBefore = new Date(tx.now.getTime() - 24 * 3_600_000);
  const { rows } = await sql<{ letters: number }>`
    select letters_left_since(${dayBefore}) as letters`.execute(tx.db);
  if ((rows[0]?.letters ?? 0) > mostLetters) throw enoughLetters(mostLetters);
}

/** Taken off the list and put on it again: asked as if for the first time, under a SEQUENCE that goes on. */
const comeBack = sql`on conflict (meeting_id, address) do update set withdrawn_at = null, sent_at = null,
  sequence = meeting_invitations.sequence + 1, calendar_hash = null, answer = null, answered_at = null,
  answered_by = null, answered_when = null, reply_stamp = null, reminded_at = null
  where meeting_invitations.withdrawn_at is not null`;

const columns = ['id', 'code', 'name', 'address', 'lang', 'sent_at', 'sequence', 'calendar_hash'] as const;

/** Everybody who is still invited; the rows are this transaction's until it ends, so that nobody is written to twice. */
const standing = (tx: Tx, meeting: Facts) =>
  tx.db
    .selectFrom('meeting_invitations')
    .select([...columns, 'withdrawn_at', 'reminded_at', 'answer', 'answered_when'])
    .where('meeting_id', '=', meeting.id)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .forUpdate();

/** A meeting letters can be about: its day is known and has not passed. */
async function coming(tx: Tx, ref: string, today: string): Promise<Facts> {
  const meeting = await facts(tx, ref);
  if (!isDated(meeting)) throw noDay();
  if (endOf(meeting) <= today) throw isOver();
  return meeting;
}

/**
 * Writes to everybody whose calendar does not show the meeting as it stands: first letters, changes, that it is cancelled.
 * Asked again it leaves nothing more: letter and mark are one transaction. Gives how many letters were left. Throws
 * notFound, refused, noDay, isOver, enoughLetters.
 */
export async function send(tx: Tx, ref: string, sending: Sending, today: string): Promise<number> {
  const meeting = await coming(tx, ref, today);
  const shown = shownHash(meeting);
  let left = 0;
  for (const row of await standing(tx, meeting).execute()) {
    const before = { sentAt: row.sent_at, shown: row.calendar_hash, withdrawnAt: row.withdrawn_at };
    const template = letterDue(before, { shown, isCancelled: meeting.cancelled !== null });
    if (template === null) continue;
    const sequence = nextSequence({ sentAt: row.sent_at, sequence: row.sequence }, meeting.version);
    await leaveLetter(tx, letterOf(template, row, meeting, { sending, at: { sequence, now: tx.now } }));
    await tx.db
      .updateTable('meeting_invitations')
      .set({
        sent_at: tx.now,
        sent_version: meeting.version,
        sequence,
        calendar_hash: shown,
        sent_when: momentOf(meeting),
        reminded_at: null,
      })
      .where('id', '=', row.id)
      .execute();
    left += 1;
  }
  await refuseFlood(tx);
  return left;
}

/**
 * Takes somebody off the list. Who was written to is told, and the meeting leaves their calendar; not when it has been or
 * is cancelled anyway. Throws notFound, refused, noInvitation, enoughLetters.
 */
export async function withdraw(
  tx: Tx,
  ref: string,
  code: string,
  { sending, today }: { sending: Sending; today: string },
): Promise<void> {
  const meeting = await facts(tx, ref);
  const row = await standing(tx, meeting).where('code', '=', code).executeTakeFirst();
  if (!row) throw noInvitation();
  const sequence = row.sequence + 1;
  const isToBeTold = row.sent_at !== null && meeting.cancelled === null && endOf(meeting) > today;
  if (isToBeTold && isDated(meeting))
    await leaveLetter(
      tx,
      letterOf('meeting-withdrawn', row, meeting, { sending, at: { sequence, now: tx.now } }),
    );
  await tx.db
    .updateTable('meeting_invitations')
    .set({ withdrawn_at: tx.now, sequence })
    .where('id', '=', row.id)
    .execute();
  await refuseFlood(tx);
}

/** Nobody is reminded twice within this time, however often somebody presses. */
const hoursBetween = 12;

/** Reminds who was asked and has not answered for the present time. Throws as send. */
export async function remind(tx: Tx, ref: string, sending: Sending, today: string): Promise<number> {
  const meeting = await coming(tx, ref, today);
  const before = new Date(tx.now.getTime() - hoursBetween * 3_600_000);
  const rows = await standing(tx, meeting).execute();
  const silent = rows.filter(
    (row) => row.answer === null || (row.answered_when !== momentOf(meeting) && row.answer !== 'declined'),
  );
  return leaveReminders(
    tx,
    meeting,
    silent.filter(({ reminded_at: at }) => at === null || at < before),
    sending,
  );
}

/** Nobody is reminded of what they were told within this time. */
const hoursAfterLetter = 24;

/** Reminds everybody who has not declined, once; what the job does some days before. */
export async function remindOnce(tx: Tx, ref: string, sending: Sending, today: string): Promise<number> {
  const meeting = await coming(tx, ref, today);
  const before = new Date(tx.now.getTime() - hoursAfterLetter * 3_600_000);
  const rows = await standing(tx, meeting).where('reminded_at', 'is', null).execute();
  const due = rows.filter((row) => row.answer !== 'declined' && row.sent_at !== null && row.sent_at < before);
  return leaveReminders(tx, meeting, due, sending);
}

type Row = Awaited<ReturnType<ReturnType<typeof standing>['execute']>>[number];

async function leaveReminders(
  tx: Tx,
  meeting: Facts,
  rows: readonly Row[],
  sending: Sending,
): Promise<number> {
  const asked = rows.filter((row) => row.sent_at !== null && meeting.cancelled === null);
  for (const row of asked) {
    const at = { sequence: row.sequence, now: tx.now };
    await leaveLetter(tx, letterOf('meeting-reminder', row, meeting, { sending, at }));
    await tx.db
      .updateTable('meeting_invitations')
      .set({ reminded_at: tx.now })
      .where('id', '=', row.id)
      .execute();
  }
  await refuseFlood(tx);
  return asked.length;
}

/** After a person was erased: name and address go from every list they are on. */
export async function forget(tx: Tx, person: string): Promise<void> {
  await sql`update meeting_invitations set name = '–', address = code || '@erased.invalid',
      withdrawn_at = coalesce(withdrawn_at, ${tx.now})
    where person_id = (select id from people where ref = ${person})`.execute(tx.db);
}
