import { leaveDueReminders } from '../../src/features/meetings/invitations/server/jobs.ts';
import { tendMinutes } from '../../src/features/meetings/adoption/server/jobs.ts';
import { remindOfPoints } from '../../src/features/meetings/duties/server/jobs.ts';
import { dueLines } from '../../src/features/portal/mine/server/jobs.ts';
import { shifted } from '../../src/lib/dates.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { leaveWeekly } from '../../src/lib/server/mail/weekly.ts';
import { Chance } from './chance.ts';
import { adoptAt, correct, hold, report, sendMinutes } from './holding.ts';
import { Log, type LoggedMeeting } from './log.ts';
import { Network, nine, numbers, type BodyShape } from './network.ts';
import { call, leads, prepare, site } from './preparing.ts';

export type Shape = {
  /** The same seed gives the same two years. */
  seed: number;
  bodies: readonly BodyShape[];
  years: number;
  /** Action points in all. */
  points: number;
  /** People who leave in the middle. */
  leavers: number;
  from?: string;
};

/** Three groups and a task force over two years, as issue and bench have it. */
export const wholeNetwork: Shape = {
  seed: 2026,
  bodies: [
    { ref: 'sim-one', seats: 18, adoption: 'next-meeting' },
    { ref: 'sim-two', seats: 14, adoption: 'silence' },
    { ref: 'sim-three', seats: 12, adoption: 'silence' },
    { ref: 'sim-force', seats: 16, adoption: 'next-meeting' },
  ],
  years: 2,
  points: 400,
  leavers: 12,
};

export type Simulated = { network: Network; log: Log; from: string; until: string };

type Event = { day: string; order: number; run: () => Promise<void> };

/**
 * Lets a network live through some years by the commands of the product: meetings every quarter, chairs that change with
 * the year, people who leave, points that are done or not, and the jobs of the installation every morning.
 */
export async function simulate(database: Database, shape: Shape): Promise<Simulated> {
  const { seed, bodies, years, from = '2024-01-01' } = shape;
  const chance = new Chance(seed);
  const network = new Network(database, bodies);
  const log = new Log();
  const until = `${String(Number(from.slice(0, 4)) + years)}${from.slice(4)}`;
  // A year that begins in the middle has two chairs.
  await network.make(from, from.endsWith('-01-01') ? years : years + 1);
  const events = new Agenda();
  planMeetings({ network, log, chance }, shape, { from, events });
  for (const _ of numbers(shape.leavers)) {
    const day = shifted(from, 40 + chance.below(years * 365 - 80));
    const { ref: body, seats } = chance.of(bodies);
    const n = 1 + chance.below(seats);
    events.on(day, 0, async () => {
      const { leaver, successor } = await network.leave(body, n, day);
      log.leavers.push({ leaver, successor, body, day });
    });
  }
  await live(database, { from, until }, events, chance);
  return { network, log, from, until };
}

/** What happens on which day; things of one day in their order. */
class Agenda {
  readonly #events: Event[] = [];
  on(day: string, order: number, run: () => Promise<void>): void {
    this.#events.push({ day, order, run });
  }
  /** Of a day, what was added meanwhile too. */
  async run(day: string): Promise<void> {
    for (;;) {
      const due = this.#events.filter((one) => one.day === day).sort((a, b) => a.order - b.order)[0];
      if (!due) return;
      this.#events.splice(this.#events.indexOf(due), 1);
      await due.run();
    }
  }
}

type Stage = { network: Network; log: Log; chance: Chance };
type Plan = { from: string; events: Agenda };

/** Four meetings a year for each body, none of them at the turn of the year, and what follows from each. */
function planMeetings(stage: Stage, { bodies, years, points }: Shape, { from, events }: Plan): void {
  const all = bodies.length * years * 4;
  const share = Math.ceil(points / all);
  for (const { ref: body, adoption } of bodies)
    for (const quarter of numbers(years * 4)) {
      const day = shifted(from, (quarter - 1) * 91 + 40 + stage.chance.below(25));
      planOne(stage, { body, day, adoption, share }, events);
    }
}

type Meeting = { body: string; day: string; adoption: BodyShape['adoption']; share: number };

function planOne(stage: Stage, { body, day, adoption, share }: Meeting, events: Agenda): void {
  const { chance } = stage;
  let meeting: LoggedMeeting | undefined;
  const goesOn = () => (meeting && !meeting.isCancelled ? meeting : null);
  events.on(shifted(day, -leads.made), 1, async () => {
    meeting = await prepare(stage, body, day);
  });
  events.on(shifted(day, -leads.invited), 1, async () => {
    if (meeting) await call(stage, meeting);
  });
  events.on(day, 1, async () => {
    const now = goesOn();
    if (!now) return;
    if (adoption === 'next-meeting') await adoptEarlier(stage, now);
    await hold(stage, now, share);
    planPoints(stage, now, events);
    if (chance.is(0.15)) return;
    const out = shifted(day, 3 + chance.below(9));
    events.on(out, 2, async () => {
      await sendMinutes(stage, now, out);
      if (adoption === 'next-meeting') stage.log.circulated.push(now);
    });
    if (chance.is(0.5)) events.on(shifted(out, 4), 2, () => correct(stage, now, shifted(out, 4)));
  });
}

/** Minutes that are out by the day of a meeting are adopted there, each once. */
async function adoptEarlier(stage: Stage, now: LoggedMeeting): Promise<void> {
  const { circulated } = stage.log;
  for (const earlier of circulated.filter(({ body }) => body === now.body)) {
    await adoptAt(stage, earlier, now);
    circulated.splice(circulated.indexOf(earlier), 1);
  }
}

/** Most points are taken up and done sooner or later; some are dropped, some stay. */
function planPoints(stage: Stage, { ref, day }: LoggedMeeting, events: Agenda): void {
  const { log, chance } = stage;
  for (const point of log.points.filter(({ meeting }) => meeting === ref)) {
    let on = day;
    const ways = chance.of([['under-way', 'done'], ['done'], ['under-way'], ['dropped'], []] as const);
    for (const status of ways) {
      on = shifted(on, 5 + chance.below(120));
      const at = on;
      events.on(at, 3, () => report(stage, point, { status, on: at }));
    }
  }
}

/** Day by day: what people do, then the jobs of the morning, on some days twice and on some not at all. */
async function live(
  database: Database,
  { from, until }: { from: string; until: string },
  events: Agenda,
  chance: Chance,
): Promise<void> {
  for (let day = from; day < until; day = shifted(day, 1)) {
    await events.run(day);
    const times = chance.of([1, 1, 1, 2]);
    for (const _ of numbers(times)) await morning(database, day);
  }
}

const weekly = { weekday: 0, hour: 7, timeZone: site.timeZone };

async function morning(database: Database, day: string): Promise<void> {
  const now = nine(day);
  await leaveDueReminders(database, { ...site, days: leads.reminded, hour: 7 }, now);
  await tendMinutes(database, site, now);
  await remindOfPoints(database, { ...site, hour: 7 }, now);
  await leaveWeekly(database, { ...site, week: weekly, dueFor: dueLines(site.origin) }, now);
}
