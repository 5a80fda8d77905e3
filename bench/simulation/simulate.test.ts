import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../src/lib/server/db/testing.ts';
import { asSystem } from '../../src/lib/server/db/viewer.ts';
import { mattersArising } from '../../src/features/meetings/arising/server/queries.ts';
import { seatedOn } from '../../src/features/bodies/seats/rules.ts';
import * as seats from '../../src/features/bodies/seats/server/queries.ts';
import { shifted } from '../../src/lib/dates.ts';
import type { LoggedMeeting, LoggedPoint } from './log.ts';
import { simulate, type Shape, type Simulated } from './simulate.ts';

/** A small network over a year with a change of chairs in it, another one each time; the seed is in the name of what fails. */
const seed = Number(process.env['SIMULATION_SEED'] ?? Math.floor(Math.random() * 1e9));
const small: Shape = {
  seed,
  bodies: [
    { ref: 'sim-one', seats: 6, adoption: 'next-meeting' },
    { ref: 'sim-two', seats: 5, adoption: 'silence' },
  ],
  from: '2024-07-01',
  years: 1,
  points: 32,
  leavers: 4,
};

let world: TestDatabase;
let done: Simulated;
beforeAll(async () => {
  world = await openTestDatabase();
  done = await simulate(world.database, small);
}, 600_000);
afterAll(() => world.close());

const statusBefore = ({ steps }: LoggedPoint, day: string) =>
  steps.findLast(({ on }) => on < day)?.status ?? 'open';
const isOpen = (status: string) => status === 'open' || status === 'under-way';
const sorted = (list: readonly { ref: string }[]) => list.map(({ ref }) => ref).sort();
const isBefore = (a: LoggedMeeting, b: LoggedMeeting) => a.day < b.day;

describe(`a year of a simulated network (SIMULATION_SEED=${String(seed)})`, { timeout: 120_000 }, () => {
  test('it lived: meetings, points, leavers', () => {
    expect(done.log.meetings).toHaveLength(8);
    expect(done.log.points.length).toBeGreaterThan(10);
    expect(done.log.leavers).toHaveLength(4);
  });

  test('every open point of a body is on its next agenda exactly once, and nothing else is', async () => {
    for (const meeting of done.log.meetings) {
      const found = await world.asSecretariat((tx) => mattersArising(tx, meeting.ref, done.until));
      const open = done.log.points.filter(
        (point) =>
          point.body === meeting.body &&
          point.agreed < meeting.day &&
          isOpen(statusBefore(point, meeting.day)),
      );
      expect([meeting.ref, sorted(found.points)]).toEqual([meeting.ref, sorted(open)]);
    }
  });

  test('what was carried over comes back until a meeting that is held takes it up', async () => {
    const dayOf = new Map(done.log.meetings.map((meeting) => [meeting.ref, meeting]));
    const held = done.log.items.filter(({ meeting }) => !dayOf.get(meeting)?.isCancelled);
    for (const meeting of done.log.meetings) {
      const found = await world.asSecretariat((tx) => mattersArising(tx, meeting.ref, done.until));
      const waiting = held.filter((item) => {
        const of = dayOf.get(item.meeting);
        const isTaken = done.log.items.some((other) => {
          const by = dayOf.get(other.meeting);
          const counts = by && !by.isCancelled && (by === meeting || isBefore(by, meeting));
          return other.continues === item.ref && counts;
        });
        return item.isCarriedOver && item.body === meeting.body && of && isBefore(of, meeting) && !isTaken;
      });
      expect([meeting.ref, sorted(found.items)]).toEqual([meeting.ref, sorted(waiting)]);
    }
  });

  test('every letter of invitations and minutes was left exactly once', async () => {
    const { rows } = await asSystem(world.database, 'looks into the outbox', (db) =>
      sql<{ template: string; to: string; title: string }>`
        select payload ->> 'template' as template, payload ->> 'to' as to, payload #>> '{values,title}' as title
        from outbox where topic = 'mail.send'`.execute(db),
    );
    const refs = new Map(
      done.log.meetings.flatMap(({ ref, title }) => title.split('|').map((one) => [one, ref] as const)),
    );
    const told = rows
      .filter(({ template }) => template.startsWith('meeting-') || template === 'minutes-circulated')
      .map(({ template, to, title }) => `${template} ${to} ${refs.get(title) ?? title}`);
    expect(told.sort()).toEqual([...done.log.letters].sort());
    const late = rows.filter(({ template }) => template === 'minutes-late');
    const once = new Set(late.map(({ to, title }) => `${to} ${title}`));
    expect(late).toHaveLength(once.size);
  });

  test('nobody gets two weekly letters in a week', async () => {
    const { rows } = await asSystem(world.database, 'looks into the outbox', (db) =>
      sql<{ to: string; week: string; n: number }>`
        select payload ->> 'to' as to, date_trunc('week', created_at + interval '1 day')::text as week, count(*)::int as n
        from outbox where payload ->> 'template' = 'weekly' group by 1, 2`.execute(db),
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ n }) => n > 1)).toEqual([]);
  });

  test('seats never overlap wrongly: one chair on every day, one representative in every seat', async () => {
    const all = await world.asSecretariat((tx) => seats.list(tx, {}));
    for (const { ref } of small.bodies)
      for (let day = done.from; day < done.until; day = shifted(day, 7)) {
        const seated = seatedOn(
          all.filter(({ body }) => body.ref === ref),
          day,
        );
        expect([day, seated.filter(({ role }) => role === 'chair').length]).toEqual([day, 1]);
      }
    const { rows } = await asSystem(world.database, 'looks for two in one seat', (db) =>
      sql`select from seat_holders a join seat_holders b on a.seat_id = b.seat_id and a.person_id < b.person_id
        and a.capacity = b.capacity
        where coalesce(first_day(a.from_on), '-infinity') < coalesce(first_day(b.until_on), 'infinity')
          and coalesce(first_day(b.from_on), '-infinity') < coalesce(first_day(a.until_on), 'infinity')`.execute(
        db,
      ),
    );
    expect(rows).toHaveLength(0);
  });

  test('whoever left sits there no longer, and the successor does from that day', async () => {
    const sits = async (person: string, body: string, day: string) => {
      const viewer = await done.network.viewerOf(person, day);
      return viewer.kind === 'person' && viewer.access.bodies.some(({ ref }) => ref === body);
    };
    for (const { leaver, successor, body, day } of done.log.leavers) {
      expect([leaver, await sits(leaver, body, shifted(day, -1)), await sits(leaver, body, day)]).toEqual([
        leaver,
        true,
        false,
      ]);
      expect([successor, await sits(successor, body, day)]).toEqual([successor, true]);
    }
  });
});
