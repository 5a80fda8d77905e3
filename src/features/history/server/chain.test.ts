import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { verifyHistory, type Fault, type Head } from '#lib/server/history/chain.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 120_000);
afterAll(() => world.close());

const save = (ref: string, name: string) =>
  world.asSecretariat((tx) => people.save(tx, [personInput.parse({ ref, name })]));
const system = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(world.database, 'the test', work);
const verify = (remembered?: Head) => system((db) => verifyHistory(db, remembered));

/** What somebody could do who owns the database: switch off the triggers, write, switch them on again. */
const tamper = (...statements: string[]) =>
  system(async (db) => {
    await sql`alter table history disable trigger user`.execute(db);
    for (const statement of statements) await sql.raw(statement).execute(db);
    await sql`alter table history enable trigger user`.execute(db);
  });

describe('the chain of the history', () => {
  let copy: { whole: unknown; head: Head };
  beforeAll(async () => {
    for (const [ref, name] of [
      ['a', 'One'],
      ['b', 'Two'],
      ['a', 'Three'],
      ['c', 'Four'],
    ] as const)
      await save(ref, name);
    copy = {
      whole: await system((db) => sql`create table history_copy as select * from history`.execute(db)),
      head: (await verify()).head,
    };
  }, 60_000);
  beforeEach(async () => {
    await tamper(
      'delete from history',
      `insert into history overriding system value select * from history_copy`,
      `update data_version set history_number = ${String(copy.head.number)}, history_hash = '${copy.head.hash}'`,
    );
  });

  test('is whole, and its head can be remembered', async () => {
    const { entries, head, faults } = await verify();
    expect([entries, head.number, faults]).toEqual([4, 4, []]);
    expect(head.hash).toMatch(/^[0-9a-f]{64}$/u);
    expect((await verify(head)).faults).toEqual([]);
  });

  test.each<[string, string[], Partial<Fault>[]]>([
    [
      'a changed day',
      [`update history set at = at - interval '1 day' where number = 2`],
      [{ number: 2, what: 'changed', record: 'people b' }],
    ],
    ['a changed record', [`update history set ref = 'z' where number = 2`], [{ number: 2, what: 'changed' }]],
    [
      'changed content',
      [`update history set after = '{"name": "x"}' where number = 3`],
      [{ number: 3, what: 'content-changed', record: 'people a' }],
    ],
    [
      'another actor',
      [`update history set actor = 'somebody else' where number = 1`],
      [{ number: 1, what: 'actor-changed' }],
    ],
    ['a removed entry', ['delete from history where number = 2'], [{ number: 2, what: 'removed' }]],
    [
      'two that changed places',
      [
        `update history set number = -2 where number = 2`,
        `update history set number = 2 where number = 3`,
        `update history set number = 3 where number = -2`,
      ],
      [
        { number: 2, what: 'changed' },
        { number: 3, what: 'changed' },
        { number: 4, what: 'broken' },
      ],
    ],
    [
      'an inserted entry, hashes and all',
      [
        'create temporary table later on commit drop as select * from history where number >= 3',
        'delete from history where number >= 3',
        'alter table history enable trigger chained',
        `insert into history (at, request_id, door, actor, kind, ref, action, before, after)
         select at, request_id, door, actor, kind, 'x', action, before, after from history where number = 2`,
        'alter table history disable trigger chained',
        'update later set number = number + 1',
        'insert into history overriding system value select * from later',
      ],
      [
        { number: 4, what: 'changed' },
        { number: 5, what: 'changed' },
        { number: 4, what: 'cut-off' },
      ],
    ],
    ['the end cut off', ['delete from history where number = 4'], [{ number: 4, what: 'cut-off' }]],
    [
      'content taken out without a word',
      [
        `update history set before = '{}', after = '{}', content_salt = null, content_erased_by = 4 where number = 1`,
      ],
      [{ number: 1, what: 'erased-silently' }],
    ],
  ])('shows %s', async (_, statements, faults) => {
    await tamper(...statements);
    const found = (await verify()).faults;
    expect(found).toEqual(faults.map((fault) => expect.objectContaining(fault) as Fault));
  });

  test('written anew from one entry on is whole in itself, and not what was remembered', async () => {
    await tamper(
      'create temporary table later on commit drop as select * from history where number >= 2',
      'delete from history where number >= 2',
      'alter table history enable trigger chained',
      'alter table history enable trigger head_noted',
      `insert into history (at, request_id, door, actor, kind, ref, action, before, after)
       select at, request_id, door, 'somebody else', kind, ref, action, before, after from later order by number`,
    );
    expect((await verify()).faults).toEqual([]);
    expect((await verify(copy.head)).faults).toMatchObject([{ number: 4, what: 'changed' }]);
  });
});

describe('nobody rewrites the history', () => {
  const attempts = [
    `update history set actor = 'somebody' where number = 1`,
    `update history set content_erased_by = 4, before = '{}', after = '{}', reason = null, content_salt = null where number = 1`,
    'delete from history where number = 1',
    'truncate history',
  ];
  test.each(attempts)('not its owner either: %s', async (statement) => {
    await expect(system((db) => sql.raw(statement).execute(db))).rejects.toThrow('only added to');
  });
  test.each(attempts)('and not a request: %s', async (statement) => {
    await expect(world.asSecretariat((tx) => sql.raw(statement).execute(tx.db))).rejects.toThrow(
      'permission denied',
    );
  });

  test('whatever a statement says, an entry gets the next number and a true hash', async () => {
    await world.asSecretariat((tx) =>
      sql`insert into history (at, request_id, door, actor, kind, ref, action, before, after, number, previous, hash,
          content_proof, actor_proof)
        values (${tx.now}, 'r', 'form', 'x', 'people', 'a', 'change', '{}', '{}', 999, 'x', 'x', 'x', 'x'),
          (${tx.now}, 'r', 'form', 'x', 'people', 'a', 'change', '{}', '{}', 1, 'x', 'x', 'x', 'x')`.execute(
        tx.db,
      ),
    );
    expect(await verify()).toMatchObject({ head: { number: 6 }, faults: [] });
  });

  test('writers at the same time make one chain', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => save(`many-${String(n % 5)}`, `Name ${String(n)}`)),
    );
    const { entries, faults } = await verify();
    expect([entries, faults]).toEqual([18, []]);
  });
});
