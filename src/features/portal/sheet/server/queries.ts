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
  const near = await meetings.nextAndLast(tx, today);
  const lines: BodyLine[] = [];
  for (const { ref, name, acronym, status } of await bodies.list(tx, today))
    if (status === 'active') lines.push(await lineOf(tx, { ref, name, acronym }, near[ref], today));
  const { rows: overdue } = await points.list(tx, { state: 'overdue' }, { today, size: most.overdue });
  return { bodies: lines, overdue };
}

type Near = { next: MeetingName | null; last: MeetingName | null } | undefined;

async function lineOf(tx: Tx, name: BodyName, near: Near, today: string): Promise<BodyLine> {
  const { ref: body } = name;
  const inForce = await decisions.list(tx, { body, status: 'in-force' }, { sort: '-date', size: 1 });
  return {
    ...name,
    leading: seatedOn(await seats.list(tx, { body }), today).filter(leads),
    next: near?.next ?? null,
    last: near?.last ?? null,
    points: await points.counts(tx, { body }, today),
    inForce: inForce.total,
  };
}

export type BodySheet = {
  line: BodyLine;
  overdue: ActionPoint[];
  toDo: ActionPoint[];
  decisions: Decision[];
};

/** One body on one page: its line, what is late and whose turn it is, what is due next, what it decided last. Throws notFound. */
export async function ofBody(tx: Tx, ref: string, today: string): Promise<BodySheet> {
  const { name, acronym } = await bodies.get(tx, ref, today);
  const near = await meetings.nextAndLast(tx, today);
  const listed = (state: 'overdue' | 'unfinished', size: number) =>
    points.list(tx, { body: ref, state }, { today, size });
  const toDo = await listed('unfinished', most.overdue + most.next);
  const decided = await decisions.list(tx, { body: ref }, { sort: '-date', size: most.decisions });
  return {
    line: await lineOf(tx, { ref, name, acronym }, near[ref], today),
    overdue: (await listed('overdue', most.overdue)).rows,
    toDo: toDo.rows.filter(({ overdue }) => !overdue).slice(0, most.next),
    decisions: decided.rows,
  };
}
