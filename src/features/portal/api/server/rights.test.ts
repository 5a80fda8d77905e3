import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asReader } from '#lib/server/db/viewer.ts';
import { testNow } from '#lib/server/db/testing.ts';
import * as api from './queries.ts';
import { ApiWorld, open, today } from './testing.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await ApiWorld.open();
}, 60_000);
afterAll(() => world.test.close());

describe('what a token reads', () => {
  test('is what its owner may read, narrowed by its scope', async () => {
    expect(await world.refs({})).toEqual(open);
    for (const name of ['member', 'officer', 'auditor'])
      expect([name, await world.refs({ authorization: world.header(`${name} records:public`) })]).toEqual([
        name,
        open,
      ]);
    expect(await world.refs({ authorization: world.header('member records:mine') })).toEqual([
      'bodies closed',
      ...open,
      'seats s1',
    ]);
    for (const name of ['officer', 'auditor'])
      expect(await world.refs({ authorization: world.header(`${name} records:mine`) })).toContain(
        'people hidden',
      );
    expect(await world.refs({ authorization: world.header('officer trail:read') })).toEqual([
      'api.scope_missing',
    ]);
  });

  test('ends with the seat: nothing more from that day', async () => {
    const authorization = world.header('member records:mine');
    expect(await world.refs({ authorization, day: '2026-11-30' })).toContain('bodies closed');
    expect(await world.refs({ authorization, day: '2026-12-01' })).toEqual(open);
  });

  test('ends with the account', async () => {
    const authorization = world.header('closing records:mine');
    expect(await world.refs({ authorization })).toEqual(open);
    await world.happens('the test closes an account', (db) =>
      sql`update accounts set closed_at = ${testNow} where id = 'account-closing'`.execute(db),
    );
    expect(await world.refs({ authorization })).toEqual(['api.bad_token']);
  });

  test('is held back while its owner has to set up a second factor', async () => {
    const authorization = world.header('promoted records:mine');
    expect(await world.refs({ authorization, day: '2026-11-24' })).toEqual(open);
    expect(await world.refs({ authorization, day: '2026-11-25' })).toEqual(['api.held_back']);
  });

  test('is held back while its owner has not accepted the code of conduct as it is now', async () => {
    const authorization = world.header('member records:public');
    const accepted = (version: number) =>
      world.happens('the test changes what was accepted', (db) =>
        sql`update accounts set conduct_version = ${version} where id = 'account-member'`.execute(db),
      );
    await accepted(0);
    const answer = await world.ask('/api/v1/records', { authorization });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'api.conduct' });
    await accepted(1);
    expect(await world.refs({ authorization })).toEqual(open);
  });

  test('never includes the trail without duty and scope', async () => {
    const status = async (name?: string) =>
      (await world.ask('/api/v1/history', name ? { authorization: world.header(name) } : {})).status;
    const asked = ['officer trail:read', 'auditor trail:read', 'officer records:mine', 'member records:mine'];
    expect([await status(), ...(await Promise.all(asked.map(status)))]).toEqual([401, 200, 200, 403, 403]);
  });

  test('is read and never written: the transaction refuses', async () => {
    const viewer = await world.viewer('officer');
    const attempt = asReader(
      world.test.database,
      { viewer, door: 'api', requestId: 'test', now: testNow },
      (tx) => sql`update people set honorific = null`.execute(tx.db),
    );
    await expect(attempt).rejects.toThrow('read-only');
  });
});

describe('the register', () => {
  test('pages through every record once, also through records of one instant', async () => {
    const seen: string[] = [];
    await world.test.asSecretariat(async (tx) => {
      let after: Awaited<ReturnType<typeof api.records>>['cursor'] = null;
      do {
        const { items, cursor } = await api.records(tx, { limit: 2, after });
        seen.push(...items.map(({ kind, ref }) => `${kind} ${ref}`));
        after = cursor;
      } while (after);
    });
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  test('says who can see a record to a person, and counts readers for those who read all', async () => {
    const viewer = await world.viewer('officer');
    const asking = { viewer, door: 'api' as const, requestId: 'test', now: testNow };
    const closed = { kind: 'bodies', ref: 'closed', day: today };
    const seen = await asReader(world.test.database, asking, (tx) => api.sight(tx, closed));
    expect(seen).toMatchObject({
      reach: 'body',
      body: { ref: 'closed' },
      readers: { body: 1, secretariat: 1, auditor: 1 },
    });
    expect(await world.test.asPublic((tx) => api.sight(tx, { ...closed, ref: 'open' }))).toBeNull();
    await expect(world.test.asPublic((tx) => api.record(tx, 'bodies', 'closed'))).rejects.toThrow(
      'record.not_found',
    );
  });
});
