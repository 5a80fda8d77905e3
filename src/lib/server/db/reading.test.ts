import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from './testing.ts';
import type { Tx } from './viewer.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());

const whoAsks = async (tx: Tx) => {
  const { rows } = await sql<{ who: string }>`select current_user::text as who`.execute(tx.db);
  return rows[0]?.who;
};
const nonsense = async (tx: Tx) => sql`select 1 / ${0}::int`.execute(tx.db);

describe('reading as the public', () => {
  test('statements asked together are answered each with its own rows', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const answers = await world.asPublic((tx) =>
      Promise.all(
        numbers.map(async (n) => (await sql<{ n: number }>`select ${n}::int as n`.execute(tx.db)).rows[0]?.n),
      ),
    );
    expect(answers).toEqual(numbers);
  });

  test('nothing can be written', async () => {
    const writing = world.asPublic((tx) => sql`update data_version set version = version + 1`.execute(tx.db));
    await expect(writing).rejects.toThrow(/read-only|permission denied/u);
  });

  test('a transaction that is over answers nothing, above all not past the policies', async () => {
    let late: Tx | undefined;
    await world.asPublic((tx) => Promise.resolve((late = tx)));
    await expect(late && whoAsks(late)).rejects.toThrow(/after the end/u);
  });

  test('a failure ends the transaction for everything asked with it and for nobody else', async () => {
    let slow: Promise<string | undefined> | undefined;
    const failing = world.asPublic((tx) => {
      slow = whoAsks(tx).then(() => whoAsks(tx));
      return Promise.all([nonsense(tx), slow]);
    });
    await expect(failing).rejects.toThrow(/division by zero/u);
    await expect(slow).rejects.toThrow();
    expect(await world.asPublic(whoAsks)).toBe('setu_public');
    expect(await world.asSecretariat(whoAsks)).toBe('setu_desk');
  });

  test('statements are kept for whoever asks, and each asker sees only what is theirs', async () => {
    for (let round = 0; round < 10; round++) {
      expect(await world.asPublic(whoAsks)).toBe('setu_public');
      expect(await world.asSecretariat(whoAsks)).toBe('setu_desk');
    }
  });

  test('more texts than are kept are answered all the same', async () => {
    const column = (n: number) => sql<{ n: number }>`select ${sql.lit(n)} as n, ${n}::int as m`;
    for (const n of [...Array(250).keys(), 0, 1, 2])
      expect((await world.asPublic((tx) => column(n).execute(tx.db))).rows).toEqual([{ n, m: n }]);
  });

  test('parameters of every kind arrive as what they are', async () => {
    const { rows } = await world.asPublic((tx) =>
      sql`select ${null}::text as nothing, ${['a', 'b,"c']}::text[] as texts, ${true}::boolean as yes,
        ${1.5}::numeric as number, ${JSON.stringify({ a: [1] })}::jsonb as json, ${12}::bigint as whole`.execute(
        tx.db,
      ),
    );
    expect(rows).toEqual([
      { nothing: null, texts: ['a', 'b,"c'], yes: true, number: 1.5, json: { a: [1] }, whole: 12 },
    ]);
  });
});
