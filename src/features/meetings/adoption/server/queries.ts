import { sql } from 'kysely';
import { unansweredOf } from '#features/meetings/corrections/server/queries.ts';
import { lateAfterDays, lateBetween } from '#features/meetings/minutes/rules.ts';
import type { MinuteText, Minutes } from '#features/meetings/minutes/server/queries.ts';
import { shifted } from '#lib/dates.ts';
import type { Due, DueGround, Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Meetings of bodies that ended in a time and whose minutes are not out. A condition can follow. */
export const lateMeetings = ({ from, until }: { from: string; until: string }) => sql`
  select m.id, m.ref, m.title, b.name as body, b.id as "bodyId", m.from_on as held, m.until_day::text as ended
  from meetings m join bodies b on b.id = m.body_id
  where m.kind = 'meeting' and m.until_day between ${from}::date and ${until}::date and m.cancelled_on is null
    and m.published_at is not null and m.archived_at is null and b.archived_at is null
    and not exists (select from minutes n where n.meeting_id = m.id and n.circulated_on is not null)`;

type Row = { ref: string; title: Translated; body: Translated; bodyId: number };
type LateRow = Row & { ended: string };
type OutRow = Row & { until: string; adoption: 'next-meeting' | 'silence'; open: number; runs: boolean };

/** What minutes ask of a person today: to send them out, to answer corrections, to adopt, to read and correct. */
export async function due(tx: Tx, { access, today }: Me): Promise<Due[]> {
  const everywhere = access.duties.includes('secretariat');
  const runs = access.bodies.filter((body) => body.runs).map(({ id }) => id);
  const sits = access.bodies.map(({ id }) => id);
  const { rows: late } = await sql<LateRow>`${lateMeetings(lateBetween(today))}
    and (${everywhere}::boolean or b.id = any(${runs}::bigint[])) order by m.ref`.execute(tx.db);
  const { rows: out } = await sql<OutRow>`
    select m.ref, m.title, b.name as body, b.id as "bodyId", n.corrections_until::text as until, b.adoption,
      (${everywhere}::boolean or b.id = any(${runs}::bigint[])) as runs,
      (select count(*) from ${unansweredOf(sql`n.id`)}) as open
    from minutes n join meetings m on m.id = n.meeting_id join bodies b on b.id = m.body_id
    where n.circulated_on is not null and n.adopted_on is null and n.archived_at is null and m.archived_at is null
      and (${everywhere}::boolean or b.id = any(${sits}::bigint[]))
    order by m.ref`.execute(tx.db);
  const ground = (id: number): DueGround => (runs.includes(id) ? 'runs' : 'secretariat');
  return [
    ...late.map((row) => ({
      ...common(row, 'minutes_late', ground(row.bodyId)),
      since: shifted(row.ended, lateAfterDays),
    })),
    ...out.flatMap((row) => {
      const due = dueOfCirculated(row, today);
      return due === null
        ? []
        : [{ ...common(row, due.kind, due.runs ? ground(row.bodyId) : 'organisation'), ...due.when }];
    }),
  ];
}

/** What circulated minutes ask on a day: members are asked until the last day, whoever runs the body until it is done. */
function dueOfCirculated({ until, adoption, open, runs }: OutRow, today: string) {
  if (runs && open > 0) return { kind: 'minutes_answer', runs, when: { due: null, since: null } };
  if (today <= until)
    return runs ? null : { kind: 'minutes_correct', runs, when: { due: until, since: null } };
  if (!runs || adoption === 'silence') return null;
  return { kind: 'minutes_adopt', runs, when: { due: null, since: until } };
}

const paths: Record<string, string> = { minutes_late: 'minutes' };

function common({ ref, title, body }: Row, kind: string, ground: DueGround): Due {
  return {
    kind,
    title,
    path: `/desk/meetings/${ref}/${paths[kind] ?? 'minutes/review'}`,
    due: null,
    since: null,
    ground,
    within: body,
    detail: null,
  };
}

/** Meetings of the same body that could adopt the minutes of one: those after it, the next first. */
export async function laterMeetings(
  tx: Tx,
  meeting: number,
): Promise<{ ref: string; title: Translated; from: string }[]> {
  const { rows } = await sql<{ ref: string; title: Translated; from: string }>`
    select a.ref, a.title, a.from_on as "from" from meetings a join meetings m on m.id = ${meeting}
    where a.body_id = m.body_id and a.id <> m.id and a.from_day >= m.from_day and a.kind = 'meeting'
      and a.parent_id is null and a.cancelled_on is null and a.archived_at is null
    order by a.from_day, a.ref limit 6`.execute(tx.db);
  return rows;
}

/** An item whose text is not as it was circulated; `before` is null where it was added since. */
export type Compared = {
  item: string;
  title: Translated;
  before: Translated | null;
  after: Translated | null;
};

/** What changed in circulated minutes since they went out, item by item. */
export async function compared(tx: Tx, minutes: Minutes, now: readonly MinuteText[]): Promise<Compared[]> {
  if (minutes.status === 'draft') return [];
  const { rows } = await sql<{ item: string; said: Translated | null }>`
    select item, said from circulated_texts(${minutes.id})`.execute(tx.db);
  const said = new Map(rows.map((row) => [row.item, row.said]));
  return now.flatMap(({ item, ref, title, text }) => {
    if (ref === null || !said.has(ref)) return [];
    const before = said.get(ref) ?? null;
    const isSame = before?.en === text?.en && before?.bn === text?.bn;
    return isSame ? [] : [{ item, title, before, after: text }];
  });
}

/** What goes out with the minutes of a meeting besides them: how many drafts of decisions and of action points. */
export async function goingOut(tx: Tx, meeting: number): Promise<{ decisions: number; points: number }> {
  const { rows } = await sql<{ decisions: number; points: number }>`
    select (select count(*) from decisions d where d.meeting_id = ${meeting} and d.published_at is null
        and d.archived_at is null) as decisions,
      (select count(*) from action_points p where p.meeting_id = ${meeting} and p.published_at is null
        and p.archived_at is null) as points`.execute(tx.db);
  return rows[0] ?? { decisions: 0, points: 0 };
}
