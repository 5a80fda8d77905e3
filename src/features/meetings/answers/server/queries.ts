import { sql } from 'kysely';
import { momentOf } from '#features/meetings/invitations/rules.ts';
import type { Answer } from '#features/meetings/invitations/schema.ts';
import { factsOfCode } from '#features/meetings/invitations/server/queries.ts';
import { endOf } from '#features/meetings/rules.ts';
import { firstDay } from '#lib/dates.ts';
import type { Due, Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** What somebody is asked, and nothing else of the meeting: title, time, place, and what they answered. */
export type Asked = {
  title: Translated;
  body: Translated | null;
  from: string;
  until: string | null;
  startsAt: string | null;
  endsAt: string | null;
  venue: Translated | null;
  place: Translated | null;
  onlineLink: string | null;
  answer: Answer | null;
  /** The answer was given for another time. */
  isOld: boolean;
  state: 'open' | 'over' | 'cancelled';
};

type Dated = { from: string; until: string | null; cancelled: string | null; isHeld: boolean };

/** Whether there is still something to answer: not once it is over, or somebody has noted who came. */
function stateOf(meeting: Dated, today: string): Asked['state'] {
  if (meeting.cancelled !== null) return 'cancelled';
  const hasBegun = meeting.isHeld && firstDay(meeting.from) <= today;
  return hasBegun || endOf(meeting) <= today ? 'over' : 'open';
}

/** What whoever has the sealed address of an invitation may know; null when it is withdrawn or was never sent. */
export async function byCode(tx: Tx, code: string, today: string): Promise<Asked | null> {
  const meeting = await factsOfCode(tx, code);
  const row = await tx.db
    .selectFrom('meeting_invitations')
    .select(['answer', 'answered_when'])
    .where('code', '=', code)
    .executeTakeFirst();
  if (!meeting || !row) return null;
  const { title, body, from, until, startsAt, endsAt, venue, place, onlineLink } = meeting;
  return {
    ...{ title, body, from, until, startsAt, endsAt, venue, place, onlineLink },
    answer: row.answer,
    isOld: row.answer !== null && row.answered_when !== momentOf(meeting),
    state: stateOf(meeting, today),
  };
}

/** An invitation of whoever asks. */
export type OwnInvitation = Omit<Asked, 'place'> & {
  code: string;
  ref: string;
  sentOn: string;
  /** The person may open the page of the meeting. */
  isSeen: boolean;
};

type OwnRow = Omit<OwnInvitation, 'isOld' | 'state'> & {
  isHeld: boolean;
  cancelled: string | null;
  answeredWhen: string | null;
};

/** What the person is invited to and has not been yet, the nearest first; also what they may not see otherwise. */
export async function own(tx: Tx, today: string): Promise<OwnInvitation[]> {
  const { rows } = await sql<OwnRow>`
    select code, ref, title, body, from_on as "from", until_on as until, starts_at as "startsAt", ends_at as "endsAt",
      venue, online_link as "onlineLink", cancelled_on as cancelled, is_held as "isHeld", answer, answered_when as "answeredWhen", sent_on as "sentOn",
      exists (select from meetings m where m.ref = own_invitations.ref) as "isSeen"
    from own_invitations() order by from_on, ref`.execute(tx.db);
  return rows
    .map(({ cancelled, isHeld, answeredWhen, ...row }): OwnInvitation => ({
      ...row,
      isOld: row.answer !== null && answeredWhen !== momentOf(row),
      state: stateOf({ ...row, cancelled, isHeld }, today),
    }))
    .filter(({ state }) => state !== 'over');
}

/** Invitations the person has not answered, or answered for a time that is no longer the one. */
export async function due(tx: Tx, { today }: Me): Promise<Due[]> {
  const open = (await own(tx, today)).filter(
    ({ state, answer, isOld }) => state === 'open' && (answer === null || isOld),
  );
  return open.map(({ title, from, body, sentOn }) => ({
    kind: 'invitation_unanswered',
    title,
    path: '/desk/invitations',
    due: from,
    since: sentOn,
    ground: 'invited' as const,
    within: body,
    detail: null,
  }));
}
