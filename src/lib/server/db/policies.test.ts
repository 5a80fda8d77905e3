import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from './viewer.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

type Guard = { table: string; guarded: boolean; role: string; verbs: string[] };
type Policy = { table: string; role: string; verb: string; condition: string | null };

let world: TestDatabase;
let guards: Guard[];
let policies: Policy[];

beforeAll(async () => {
  world = await openTestDatabase();
  await asSystem(world.database, 'reads the catalogue', async (db) => {
    guards = (
      await sql<Guard>`
        select c.relname as table, c.relrowsecurity as guarded, r.rolname as role,
          array_remove(array[
            case when has_table_privilege(r.oid, c.oid, 'select') then 'select' end,
            case when has_table_privilege(r.oid, c.oid, 'insert') then 'insert' end,
            case when has_table_privilege(r.oid, c.oid, 'update') then 'update' end,
            case when has_table_privilege(r.oid, c.oid, 'delete') then 'delete' end,
            case when has_table_privilege(r.oid, c.oid, 'truncate') then 'truncate' end], null) as verbs
        from pg_class c, pg_roles r
        where c.relkind in ('r', 'v', 'm', 'p') and c.relnamespace = 'public'::regnamespace
          and r.rolname in ('setu_public', 'setu_desk', 'setu_auth')`.execute(db)
    ).rows;
    policies = (
      await sql<Policy>`
        select tablename as table, unnest(roles)::text as role, lower(cmd) as verb, coalesce(qual, with_check) as condition
        from pg_policies where schemaname = 'public'`.execute(db)
    ).rows;
  });
}, 60_000);
afterAll(() => world.close());

/** Tables whose every row anyone may read. Anything else is seen row by row. */
const openToAll = ['data_version', 'search_words', 'packs'];
/** Tables no request may touch at all. */
const forSystemOnly = [
  'migrations',
  'minutes_reminders',
  'point_reminders',
  'report_contents',
  'report_reminders',
  'stored_contents',
  'weekly_letters',
];
/** Tables of the door (src/lib/server/auth): neither the public nor the desk touches them. */
const forDoorOnly = [
  'sessions',
  'credentials',
  'verifications',
  'second_factors',
  'passkeys',
  'attempts',
  'mail_links',
];
/** Tables the desk only adds to: what was written stays. */
const onlyAddedTo = [
  'history',
  'outbox',
  'reads',
  'action_point_steps',
  'progress_steps',
  'report_comments',
  'report_returns',
  'round_exceptions',
];

const verbsOf = (table: string, role: string) =>
  guards.find((guard) => guard.table === table && guard.role === role)?.verbs ?? [];
const tables = () =>
  [...new Set(guards.map((guard) => guard.table))].filter((table) => !forSystemOnly.includes(table));

describe('every table, role and verb: closed until opened', () => {
  test('no request reaches the tables of the system or of the door', () => {
    for (const table of [...forSystemOnly, ...forDoorOnly])
      expect([table, verbsOf(table, 'setu_public'), verbsOf(table, 'setu_desk')]).toEqual([table, [], []]);
  });

  test('the door reaches its own tables and the accounts, adds to history and outbox, and reads no record', () => {
    const reached = tables()
      .map((table) => [table, verbsOf(table, 'setu_auth')] as const)
      .filter(([, verbs]) => verbs.length > 0);
    const own = forDoorOnly.map((table) => [table, ['select', 'insert', 'update', 'delete']] as const);
    expect(Object.fromEntries(reached)).toEqual({
      ...Object.fromEntries(own),
      access_requests: ['select', 'insert', 'update', 'delete'],
      accounts: ['select', 'insert', 'update'],
      // And marks the day of use.
      api_tokens: ['select'],
      history: ['insert'],
      outbox: ['insert'],
    });
  });

  test('every other table has row-level security', () => {
    const unguarded = guards.filter(({ table, guarded }) => !guarded && !forSystemOnly.includes(table));
    expect(unguarded).toEqual([]);
  });

  test('the public reads, and does nothing else', () => {
    const more = tables().filter((table) => verbsOf(table, 'setu_public').some((verb) => verb !== 'select'));
    expect(more).toEqual([]);
  });

  test('the public reads public rows only', () => {
    const readable = tables().filter((table) => verbsOf(table, 'setu_public').includes('select'));
    for (const table of readable.filter((name) => !openToAll.includes(name))) {
      const conditions = policies
        .filter((policy) => policy.table === table && ['setu_public', 'public'].includes(policy.role))
        .map(({ condition }) => condition);
      const isPublic: unknown = expect.stringMatching(/^is_public$|^\(is_public AND /u);
      expect([table, conditions]).toEqual([table, [isPublic]]);
    }
  });

  test('nobody empties a table, and what is only added to is neither changed nor removed', () => {
    expect(tables().filter((table) => verbsOf(table, 'setu_desk').includes('truncate'))).toEqual([]);
    for (const table of onlyAddedTo) {
      expect([
        table,
        verbsOf(table, 'setu_desk').filter((verb) => verb === 'update' || verb === 'delete'),
      ]).toEqual([table, []]);
    }
  });

  test('records are never deleted, only rows they own', async () => {
    const records = await asSystem(world.database, 'reads the catalogue', (db) =>
      sql<{ table: string }>`select table_name as table from information_schema.columns
        where table_schema = 'public' and column_name = 'version' and table_name <> 'packs'`.execute(db),
    );
    const deletable = records.rows
      .map(({ table }) => table)
      .filter((table) => verbsOf(table, 'setu_desk').includes('delete'));
    expect(deletable).toEqual([]);
  });

  test('every writing policy of the desk asks who it is', () => {
    const asksWhoItIs = /viewer_(?:clearance|duties|account|keeps)\(\)|runs_meeting\(|owns_point\(/u;
    const lax = policies.filter(
      ({ role, verb, condition }) =>
        role === 'setu_desk' && verb !== 'select' && !asksWhoItIs.test(condition ?? ''),
    );
    expect(lax).toEqual([]);
  });

  test('the three roles cannot log in and own nothing', async () => {
    const found = await asSystem(world.database, 'reads the catalogue', (db) =>
      sql<{ login: boolean; bypass: boolean; owned: number }>`
        select rolcanlogin as login, (rolbypassrls or rolsuper) as bypass,
          (select count(*)::int from pg_class where relowner = r.oid) as owned
        from pg_roles r where rolname in ('setu_public', 'setu_desk', 'setu_auth')`.execute(db),
    );
    expect(found.rows).toEqual([
      { login: false, bypass: false, owned: 0 },
      { login: false, bypass: false, owned: 0 },
      { login: false, bypass: false, owned: 0 },
    ]);
  });
});

describe('a transaction as a viewer', () => {
  test('ends with the transaction: the next one starts without role or clearance', async () => {
    await world.asSecretariat((tx) => sql`select 1`.execute(tx.db));
    const left = await asSystem(world.database, 'looks at the connection', (db) =>
      sql<{ role: string; clearance: string }>`
        select current_user::text as role, viewer_clearance() || viewer_account() as clearance`.execute(db),
    );
    expect(left.rows[0]?.clearance).toBe('');
    expect(left.rows[0]?.role).not.toMatch(/^setu_/u);
  });

  test('of the public cannot write even what a policy would allow', async () => {
    const attempt = world.asPublic((tx) => sql`update data_version set version = 0`.execute(tx.db));
    await expect(attempt).rejects.toThrow(/permission denied|read-only/u);
  });

  test('cannot climb back to its owner by setting the clearance', async () => {
    const attempt = world.asPublic(async (tx) => {
      await sql`select set_config('app.duties', '{secretariat}', true)`.execute(tx.db);
      return sql`select * from history`.execute(tx.db);
    });
    await expect(attempt).rejects.toThrow('permission denied');
  });
});
