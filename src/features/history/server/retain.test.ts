import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { verifyHistory } from '#lib/server/history/chain.ts';
import { noteReading } from '#lib/server/history/reads.ts';
import { retain } from '#lib/server/history/retain.ts';

let world: TestDatabase;
const access = { duties: ['secretariat' as const], bodies: [], organisations: [], inNetwork: true };
const anna: Viewer = { kind: 'person', account: 'account-anna', actor: 'Anna Akhter', access };
const at = (years: number) => new Date(testNow.getTime() - years * 366 * 86_400_000);
const as = (viewer: Viewer, now: Date, work: (tx: Tx) => Promise<unknown>) =>
  asViewer(world.database, { viewer, requestId: 'test', now }, work);

beforeAll(async () => {
  world = await openTestDatabase();
  await asSystem(world.database, 'the test makes an account', (db) =>
    db
      .insertInto('accounts')
      .values({
        id: 'account-anna',
        name: 'Anna',
        email: 'anna@example.org',
        created_at: testNow,
        updated_at: testNow,
      })
      .execute(),
  );
  for (const years of [3, 1])
    await as(anna, at(years), async (tx) => {
      await people.save(tx, [personInput.parse({ ref: `p-${String(years)}`, name: 'Somebody' })]);
      await noteReading(tx, { kind: 'people', ref: 'x', what: 'history' });
    });
}, 120_000);
afterAll(() => world.close());

const left = () =>
  asSystem(world.database, 'the test counts', async (db) => ({
    reads: (await sql<{ n: number }>`select count(*) as n from reads`.execute(db)).rows[0]?.n,
    actors: (
      await sql<{
        actor: string;
      }>`select actor from history where account_id is not null and action <> 'erase' order by number`.execute(
        db,
      )
    ).rows.map(({ actor }) => actor),
    faults: (await verifyHistory(db)).faults,
  }));

describe('what is past its time', () => {
  test('nothing goes while the settings say so', async () => {
    await retain(world.database, { KEEP_READS_MONTHS: 0, KEEP_ACTORS_MONTHS: 0 }, testNow);
    expect(await left()).toEqual({ reads: 2, actors: ['Anna Akhter', 'Anna Akhter'], faults: [] });
  });

  test('goes by job: lines of reading, names of actors; the chain holds; doing it twice changes nothing', async () => {
    const keeping = { KEEP_READS_MONTHS: 24, KEEP_ACTORS_MONTHS: 24 };
    expect(await retain(world.database, keeping, testNow)).toEqual({ reads: 1, actors: 1 });
    expect(await left()).toEqual({ reads: 1, actors: ['', 'Anna Akhter'], faults: [] });
    expect(await retain(world.database, keeping, testNow)).toEqual({ reads: 0, actors: 0 });
  });

  test('nobody changes the log of reading, or empties it', async () => {
    const attempt = (statement: string) =>
      asSystem(world.database, 'the test', (db) => sql.raw(statement).execute(db));
    await expect(attempt(`update reads set actor = 'x'`)).rejects.toThrow('only added to');
    await expect(attempt('truncate reads')).rejects.toThrow('only added to');
    await expect(as(anna, testNow, (tx) => sql`delete from reads`.execute(tx.db))).rejects.toThrow(
      'permission denied',
    );
  });
});
