import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessOf, type Access, type Duty } from '#lib/access.ts';
import { tokenHash } from '#lib/server/auth/hashed-tokens.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx } from '#lib/server/db/viewer.ts';
import { tokenInput } from '../schema.ts';
import * as tokens from './commands.ts';
import * as lines from './queries.ts';

const today = '2026-11-23';
const people = ['owner', 'other', 'administrator', 'secretariat', 'auditor', 'crowded'] as const;
type Name = (typeof people)[number];
const dutiesOf: Partial<Record<Name, Duty>> = {
  administrator: 'administrator',
  secretariat: 'secretariat',
  auditor: 'auditor',
};
const accessFor = (name: Name): Access => {
  const duty = dutiesOf[name];
  return accessOf({ duties: duty ? [duty] : [], bodies: [], organisations: [] });
};

let world: TestDatabase;
const as = <T>(name: Name, work: (tx: Tx) => Promise<T>) =>
  asViewer(
    world.database,
    {
      viewer: { kind: 'person', account: `account-${name}`, actor: name, access: accessFor(name) },
      requestId: 'test',
      now: testNow,
    },
    work,
  );
const make = (name: Name, given: object = {}) =>
  as(name, (tx) =>
    tokens.create(tx, tokenInput.parse({ name: 'Report', scopes: ['records:mine'], days: '30', ...given }), {
      today,
      factors: 1,
    }),
  );
const everything = () =>
  asSystem(world.database, 'the test looks at what is kept', async (db) => ({
    rows: (await sql<Record<string, unknown>>`select * from api_tokens order by created_at, id`.execute(db))
      .rows,
    history: (
      await sql<Record<string, unknown>>`select * from history where kind = 'accounts' order by id`.execute(
        db,
      )
    ).rows,
  }));

beforeAll(async () => {
  world = await openTestDatabase();
  await asSystem(world.database, 'the test makes accounts', async (db) => {
    for (const name of people)
      await sql`insert into accounts (id, name, email, created_at, updated_at)
        values (${`account-${name}`}, ${name}, ${`${name}@example.org`}, ${testNow}, ${testNow})`.execute(db);
  });
}, 60_000);
afterAll(() => world.close());

describe('a token', () => {
  test('is given once; only its hash is kept, here and in the history', async () => {
    const { token, expiresOn } = await make('owner');
    expect(token).toMatch(/^setu_[\w-]{43}$/u);
    expect(expiresOn).toBe('2026-12-23');
    const { rows, history } = await everything();
    expect(JSON.stringify([rows, history])).not.toContain(token.slice(9));
    expect(rows.at(-1)).toMatchObject({ token: tokenHash(token), prefix: token.slice(0, 9) });
    expect(history.at(-1)).toMatchObject({ actor: 'owner', ref: 'account-owner', door: 'form' });
  });

  test('lives a year at most', async () => {
    expect(tokenInput.safeParse({ name: 'a', scopes: ['records:mine'], days: '366' }).success).toBe(false);
    const byHand = as('owner', (tx) =>
      sql`insert into api_tokens (id, account_id, name, token, prefix, scopes, created_at, expires_on)
        values ('longliving', 'account-owner', 'a', ${'x'.repeat(43)}, 'setu_aaaa', '{records:mine}', ${testNow},
          '2028-01-01')`.execute(tx.db),
    );
    await expect(byHand).rejects.toThrow(/check constraint/u);
  });

  test('gets no scope its owner has not', async () => {
    for (const name of ['owner', 'administrator'] as const)
      await expect(make(name, { scopes: ['trail:read'] })).rejects.toThrow('token.scope_not_yours');
    await expect(make('auditor', { scopes: ['trail:read'] })).resolves.toHaveProperty('token');
  });

  test('is one of twenty at most', async () => {
    for (let count = 0; count < 20; count += 1) await make('crowded');
    await expect(make('crowded')).rejects.toThrow('token.too_many');
    const [first] = await as('crowded', (tx) => lines.own(tx));
    await as('crowded', (tx) => tokens.revoke(tx, first?.id ?? ''));
    await expect(make('crowded')).resolves.toHaveProperty('token');
  });
});

describe('who sees and ends a token', () => {
  test('is its owner, and the administrator; nobody reads a hash', async () => {
    await make('other', { name: 'Of the other' });
    const seenBy = async (name: Name) =>
      (await as(name, (tx) => lines.others(tx, today))).map((line) => line.name).includes('Of the other');
    const seen = await Promise.all(people.map(async (name) => [name, await seenBy(name)] as const));
    expect(Object.fromEntries(seen)).toEqual({
      owner: false,
      other: false,
      administrator: true,
      secretariat: false,
      auditor: false,
      crowded: false,
    });
    for (const name of people)
      await expect(as(name, (tx) => sql`select token from api_tokens`.execute(tx.db))).rejects.toThrow(
        'permission denied',
      );
    await expect(world.asPublic((tx) => sql`select id from api_tokens`.execute(tx.db))).rejects.toThrow(
      'permission denied',
    );
    expect(Object.keys((await as('other', (tx) => lines.own(tx)))[0] ?? {})).not.toContain('token');
  });

  test('nobody else revokes it, and a revoked one stays revoked', async () => {
    await make('other', { name: 'To end' });
    const own = await as('other', (tx) => lines.own(tx));
    const id = own.find(({ name }) => name === 'To end')?.id ?? '';
    for (const name of ['owner', 'secretariat', 'auditor'] as const)
      await expect(as(name, (tx) => tokens.revoke(tx, id))).rejects.toThrow('token.not_found');
    await as('administrator', (tx) => tokens.revoke(tx, id));
    await expect(as('other', (tx) => tokens.revoke(tx, id))).rejects.toThrow('token.not_found');
    for (const name of ['other', 'administrator'] as const) {
      const again = as(name, (tx) =>
        sql`update api_tokens set revoked_at = ${new Date('2030-01-01')} where id = ${id}`.execute(tx.db),
      );
      await expect(again).rejects.toThrow('stays revoked');
      const undone = as(name, (tx) =>
        sql`update api_tokens set revoked_at = null, revoked_by = null where id = ${id}`.execute(tx.db),
      );
      await expect(undone).rejects.toThrow(/stays revoked|row-level security/u);
    }
    expect((await everything()).history.at(-1)).toMatchObject({
      actor: 'administrator',
      ref: 'account-other',
    });
  });

  test('nobody makes one for somebody else, and nobody changes what one may do', async () => {
    const forOther = as('administrator', (tx) =>
      sql`insert into api_tokens (id, account_id, name, token, prefix, scopes, created_at, expires_on)
        values ('forsomebody', 'account-other', 'a', ${'y'.repeat(43)}, 'setu_aaaa', '{records:mine}', ${testNow},
          '2026-12-01')`.execute(tx.db),
    );
    await expect(forOther).rejects.toThrow('row-level security');
    for (const change of ["scopes = '{records:mine}'", "expires_on = '2027-11-01'", 'factors = 2'])
      await expect(
        as('owner', (tx) => sql`update api_tokens set ${sql.raw(change)}`.execute(tx.db)),
      ).rejects.toThrow('permission denied');
  });
});
