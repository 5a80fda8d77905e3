import * as bodies from '#features/bodies/server/queries.ts';
import type { BodyName } from '#features/bodies/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import * as invitations from '#features/meetings/invitations/server/queries.ts';
import type { MeetingLine } from '#features/meetings/server/queries.ts';
import { nextStep, type Step } from '#features/meetings/workbench/rules.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import * as mine from '#features/portal/mine/server/queries.ts';
import { byTheme, isStanding, type WeekTheme } from '#features/portal/week/rules.ts';
import { hasDuty } from '#lib/access.ts';
import { firstDay, shifted } from '#lib/dates.ts';
import type { Due, Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** So many days ahead meetings are prepared. */
export const aheadDays = 14;
/** More meetings than anybody prepares in that time. */
const mostMeetings = 60;

export type Week = {
  /** Meetings that are near, what comes next in each, and who has not answered. */
  meetings: { meeting: MeetingLine; step: Step | null; invited: number; silent: number }[];
  themes: { theme: WeekTheme; dues: Due[] }[];
  /** Bodies with action points whose time is over. */
  overdue: { body: BodyName; n: number }[];
  /** What has no day and stands in one's own list. */
  standing: number;
};

/** The week of whoever runs bodies; all bodies for the secretariat. Throws refused. */
export async function week(tx: Tx, me: Me): Promise<Week> {
  const near = await nearMeetings(tx, me.today);
  const dues = await mine.list(tx, me);
  return {
    meetings: near,
    themes: byTheme(dues),
    overdue: await overdueBodies(tx, me),
    standing: dues.filter(isStanding).length,
  };
}

async function nearMeetings(tx: Tx, today: string): Promise<Week['meetings']> {
  const listing = { side: 'coming', today, page: 1, size: mostMeetings } as const;
  const { rows } = await workbench.list(tx, listing);
  const near: Week['meetings'] = [];
  for (const { progress, ...meeting } of rows) {
    if (firstDay(meeting.from) > shifted(today, aheadDays)) continue;
    const facts = await invitations.facts(tx, meeting.ref);
    const { invited, silent } = await invitations.counts(tx, facts);
    near.push({ meeting, step: nextStep(meeting, progress), invited, silent });
  }
  return near;
}

async function overdueBodies(tx: Tx, { access, today }: Me): Promise<Week['overdue']> {
  const counts = await points.countsByBody(tx, {}, today);
  const runs = new Set(access.bodies.filter((body) => body.runs).map(({ ref }) => ref));
  const all = hasDuty(tx.viewer, 'secretariat');
  return (await bodies.list(tx, today)).flatMap(({ ref, name, acronym }) => {
    const n = counts.get(ref)?.overdue ?? 0;
    return n > 0 && (all || runs.has(ref)) ? [{ body: { ref, name, acronym }, n }] : [];
  });
}
