import * as seats from '#features/bodies/seats/server/queries.ts';
import type { Seat } from '#features/bodies/seats/server/queries.ts';
import { leads, seatedOn } from '#features/bodies/seats/rules.ts';
import * as bodies from '#features/bodies/server/queries.ts';
import type { BodyName } from '#features/bodies/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import type { ActionPoint, PointCounts } from '#features/meetings/action-points/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import type { Decision } from '#features/meetings/decisions/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import type { MeetingName } from '#features/meetings/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Where a body stands, in a line. */
export type BodyLine = BodyName & {
  leading: Seat[];
  next: MeetingName | null;
  last: MeetingName | null;
  points: PointCounts;
  inForce: number;
};

/** How much fits on one printed page. */
const most = { overdue: 8, next: 6, decisions: 5 };

/** Every body that is active on a day, in the order of the network: who leads it, when it meets, what is to be done. */
export async function overall(
  tx: Tx,
  today: string,
): Promise<{ bodies: BodyLine[]; overdue: ActionPoint[] }> {
  const active = (await bodies.list(tx, today)).filter(({ status }) => status === 'active');
  const gathered = await gather(tx, {}, today);
  const { rows: overdue } = await points.list(tx, { state: 'overdue' }, { today, size: most.overdue });
  return { bodies: active.map((body) => lineOf(body, gathered)), overdue };
}

type Gathered = Awaited<ReturnType<typeof gather>>;

/** What the lines of all bodies are made of, or of one. */
async function gather(tx: Tx, filter: { body?: string }, today: string) {
  return {
    near: await meetings.nextAndLast(tx, today),
    leading: seatedOn(await seats.list(tx, filter), today).filter(leads),
    points: await points.countsByBody(tx, filter, today),
    inForce: await decisions.inForceByBody(tx, filter),
  };
}

const lineOf = ({ ref, name, acronym }: BodyName, gathered: Gathered): BodyLine => ({
  ...{ ref, name, acronym },
  leading: gathered.leading.filter(({ body }) => body.ref === ref),
  next: gathered.near[ref]?.next ?? null,
  last: gathered.near[ref]?.last ?? null,
  points: gathered.points.get(ref) ?? points.noPoints,
  inForce: gathered.inForce.get(ref) ?? 0,
});

export type BodySheet = {
  line: BodyLine;
  overdue: ActionPoint[];
  toDo: ActionPoint[];
  decisions: Decision[];
};

/** One body on one page: its line, what is late and whose turn it is, what is due next, what it decided last. Throws notFound. */
export async function ofBody(tx: Tx, ref: string, today: string): Promise<BodySheet> {
  const body = await bodies.get(tx, ref, today);
  // What is overdue comes first among what is unfinished.
  const size = most.overdue + most.next;
  const { rows } = await points.list(tx, { body: ref, state: 'unfinished' }, { today, size });
  const decided = await decisions.list(tx, { body: ref }, { sort: '-date', size: most.decisions });
  return {
    line: lineOf(body, await gather(tx, { body: ref }, today)),
    overdue: rows.filter(({ overdue }) => overdue).slice(0, most.overdue),
    toDo: rows.filter(({ overdue }) => !overdue).slice(0, most.next),
    decisions: decided.rows,
  };
}
