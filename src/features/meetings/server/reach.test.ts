import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { keepingGround, reaches, readingGround, type Access } from '#lib/access.ts';
import type { Visibility } from '#lib/record.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import {
  accounts,
  build,
  days,
  enrol,
  hasBody,
  parentIndex,
  visibleAs,
  worldShape,
  type World,
} from './testing.ts';

/**
 * Random worlds of seats, offices, dates and records. Three answers to "who may read and keep this, on this day?" must
 * agree: the database's policies, the rule in lib/access.ts, and the naive reference below, which knows no ranks and
 * no triggers: it walks from a record to what it belongs to and asks at each step.
 */

let database: TestDatabase;
let serial = 0;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.asSecretariat((tx) =>
    organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' }),
    ]),
  );
}, 60_000);
afterAll(() => database.close());

const isDuring = (day: string, from: string | undefined, until: string | undefined) =>
  (from === undefined || `${from}-01`.slice(0, 10) <= day) &&
  (until === undefined || day < (until.length === 4 ? `${until}-01-01` : `${until}-01`));

/** The naive reference: what one account is on a day. */
function naive(world: World, account: number, day: string) {
  const duties = world.duties
    .filter((held) => held.account === account)
    .filter(({ from, until }) => from <= day && (!until || until < from || day < until))
    .map(({ duty }) => duty);
  const seated = world.seats.filter(
    (seat) =>
      seat.person === account &&
      isDuring(day, seat.seat.from, seat.seat.until) &&
      isDuring(day, seat.holder.from, seat.holder.until) &&
      isDuring(day, undefined, world.bodies[seat.body]?.closed),
  );
  const isInOffice = world.offices.some(
    (office) => office.person === account && isDuring(day, office.term.from, office.term.until),
  );
  return {
    duties: [...new Set(duties)].sort(),
    sits: new Set(seated.map(({ body }) => body)),
    runs: new Set(
      seated.filter(({ role }) => !['member', 'observer'].includes(role)).map(({ body }) => body),
    ),
    isInNetwork: seated.length > 0 || isInOffice || duties.some((duty) => duty !== 'administrator'),
  };
}
type Naive = ReturnType<typeof naive>;

/** One step of the walk: a record's own say, and the body it means. */
type Step = { visibility: Visibility; published: boolean; body: number | undefined };

function stepsOf(world: World, kind: string, n: number): Step[] {
  const meeting = world.meetings[n];
  if (!meeting) return [];
  const ofMeeting = stepsOfMeeting(world, n);
  const { item, decision } = meeting;
  if (kind === 'meetings') return ofMeeting;
  if (kind === 'decisions') return [decision, ...stepOfBody(world, decision.body), ...ofMeeting];
  const asked = item.visibility === 'body' && !hasBody(world.meetings, n) ? 'network' : item.visibility;
  return [{ visibility: asked, published: item.published, body: ofMeeting[0]?.body }, ...ofMeeting];
}

function stepOfBody(world: World, body: number | undefined): Step[] {
  const asked = body === undefined ? undefined : world.bodies[body]?.visibility;
  return asked ? [{ visibility: asked, published: true, body }] : [];
}

function stepsOfMeeting(world: World, n: number): Step[] {
  const meeting = world.meetings[n];
  if (!meeting) return [];
  const parent = parentIndex(world.meetings, n);
  const above = parent === undefined ? [] : stepsOfMeeting(world, parent);
  const asked = visibleAs(meeting, world.meetings, n);
  const own = { visibility: asked, published: meeting.published, body: meeting.body ?? above[0]?.body };
  return [own, ...stepOfBody(world, meeting.body), ...above];
}

const isForBody = ({ visibility: asked, published }: Step) =>
  asked === 'body' || (!published && asked !== 'secretariat');

function mayStep(viewer: Naive, { visibility: asked, published, body }: Step): boolean {
  if (!published) return asked !== 'secretariat' && body !== undefined && viewer.runs.has(body);
  if (asked === 'public') return true;
  if (asked === 'network') return viewer.isInNetwork;
  return asked === 'body' && body !== undefined && viewer.sits.has(body);
}

/** The steps of a record, and of every record it belongs to, each from its own beginning. */
function chainsOf(world: World, kind: string, n: number): Step[][] {
  if (!world.meetings[n]) return [];
  const parent = parentIndex(world.meetings, n);
  const above = parent === undefined ? [] : chainsOf(world, 'meetings', parent);
  const ofMeeting = [stepsOfMeeting(world, n), ...above];
  return kind === 'meetings' ? ofMeeting : [stepsOf(world, kind, n), ...ofMeeting];
}

/** Steps that ask for two different bodies leave nobody but the secretariat, and so does what belongs to them. */
const isMuddled = ([own, ...above]: Step[]) =>
  above.some((step) => isForBody(step) && step.body !== own?.body);

function mayRead(viewer: Naive, chains: Step[][]): boolean {
  if (viewer.duties.some((duty) => duty === 'secretariat' || duty === 'auditor')) return true;
  return !chains.some(isMuddled) && (chains[0] ?? []).every((step) => mayStep(viewer, step));
}

function mayKeep(viewer: Naive, chains: Step[][]): boolean {
  if (viewer.duties.includes('secretariat')) return true;
  const steps = chains[0] ?? [];
  const meant = steps[0]?.body;
  if (meant === undefined || !viewer.runs.has(meant) || chains.some(isMuddled)) return false;
  return !steps.some((step) => step.visibility === 'secretariat');
}

const kinds = ['meetings', 'agenda_items', 'decisions'] as const;
const letters = { meetings: 'm', agenda_items: 'i', decisions: 'd' };

async function accessOf(account: string, day: string): Promise<Access> {
  const found = await asSystem(database.database, 'the test asks for rights', (db) =>
    sql<{ rights: Access }>`select rights_of(${account}, ${day}::date) as rights`.execute(db),
  );
  const rights = found.rows[0]?.rights;
  if (!rights) throw new Error('no rights');
  return rights;
}

/** What the database lets an account read and change, and what lib/access says of the same rows. */
async function answers(w: string, access: Access, account: string) {
  const seen: string[] = [];
  const kept: string[] = [];
  const asking = {
    viewer: { kind: 'person' as const, account, actor: 'test', access },
    requestId: 'test',
    now: testNow,
  };
  for (const kind of kinds) {
    const mine = sql`ref like ${`${w}-%`}`;
    await asViewer(database.database, asking, async (tx) => {
      const read = await sql<{ ref: string }>`select ref from ${sql.table(kind)} where ${mine}`.execute(
        tx.db,
      );
      seen.push(...read.rows.map(({ ref }) => ref));
      const changed = await sql<{ ref: string }>`
        update ${sql.table(kind)} set updated_at = updated_at where ${mine} returning ref`.execute(tx.db);
      kept.push(...changed.rows.map(({ ref }) => ref));
      // Search has its own way to the register, past the policies: it must find exactly what they show.
      const found = await sql<{ ref: string }>`
        select ref from records_matching(${`${w}:*`}::tsquery, ${kind}, 1000)
        where ${mine}`.execute(tx.db);
      // Agenda items are not listed.
      const listable = kind === 'agenda_items' ? [] : read.rows;
      expect(found.rows.map(({ ref }) => ref).sort()).toEqual(listable.map(({ ref }) => ref).sort());
      const listed = await sql<{
        ref: string;
      }>`select ref from records where kind = ${kind} and ${mine}`.execute(tx.db);
      expect(listed.rows.map(({ ref }) => ref).sort()).toEqual(read.rows.map(({ ref }) => ref).sort());
    });
  }
  return { seen: seen.sort(), kept: kept.sort() };
}

async function ruled(w: string, access: Access) {
  const rows = await asSystem(database.database, 'the test reads how far rows reach', (db) =>
    sql<{ kind: string; ref: string; reach: number; audience: number | null }>`
      select kind, ref, reach, audience_id as audience from records
      where kind = any(${[...kinds]}::text[]) and ref like ${`${w}-%`}`.execute(db),
  );
  const asker = { kind: 'person' as const, access };
  const reachedOf = (row: { reach: number; audience: number | null }) => ({
    reach: reaches[row.reach] ?? 'secretariat',
    audience: row.audience,
  });
  const refsOf = (chosen: typeof rows.rows) => chosen.map(({ ref }) => ref).sort();
  return {
    seen: refsOf(rows.rows.filter((row) => readingGround(asker, reachedOf(row)))),
    kept: refsOf(rows.rows.filter((row) => keepingGround(asker, row.kind, reachedOf(row)))),
  };
}

function expected(w: string, world: World, viewer: Naive) {
  const chosen = (may: (who: Naive, chains: Step[][]) => boolean) =>
    kinds
      .flatMap((kind) =>
        world.meetings.map((_, n) => ({
          ref: `${w}-${letters[kind]}${String(n)}`,
          chains: chainsOf(world, kind, n),
        })),
      )
      .filter(({ chains }) => may(viewer, chains))
      .map(({ ref }) => ref)
      .sort();
  return { seen: chosen(mayRead), kept: chosen(mayKeep) };
}

describe('rights that follow from the record', () => {
  test('database, rule and reference agree on who reads and who keeps, on any day', async () => {
    await fc.assert(
      fc.asyncProperty(worldShape, fc.constantFrom(...days), async (world, day) => {
        const w = `w${String(serial++)}`;
        await database.asSecretariat((tx) => build(tx, w, world));
        await enrol(database.database, w, world);
        for (const n of accounts) {
          const account = `account-${w}-${String(n)}`;
          const access = await accessOf(account, day);
          const viewer = naive(world, n, day);
          expect(access.duties).toEqual(viewer.duties);
          expect(access.inNetwork).toBe(viewer.isInNetwork);
          const wanted = expected(w, world, viewer);
          expect(await ruled(w, access)).toEqual(wanted);
          expect(await answers(w, access, account)).toEqual(wanted);
        }
      }),
      { numRuns: 25 },
    );
  }, 300_000);
});
