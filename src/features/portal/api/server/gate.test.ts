import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testNow } from '#lib/server/db/testing.ts';
import { ApiWorld, open, today } from './testing.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await ApiWorld.open();
}, 60_000);
afterAll(() => world.test.close());

describe('a token that is not good', () => {
  const bad = async (): Promise<Map<string, string>> => {
    for (const state of ['expired', 'revoked']) {
      await world.make('member', ['records:mine'], state);
      const prefix = (world.given.get(state) ?? '').slice(0, 9);
      const change =
        state === 'expired'
          ? sql`expires_on = ${today}::date`
          : sql`revoked_at = ${testNow}, revoked_by = 'account-member'`;
      await world.happens('the test ends a token', (db) =>
        sql`update api_tokens set ${change} where prefix = ${prefix}`.execute(db),
      );
    }
    await world.happens('the test closes an account', (db) =>
      sql`update accounts set closed_at = ${testNow} where id = 'account-closing'`.execute(db),
    );
    return new Map([
      ['unknown', `Bearer setu_${'A'.repeat(43)}`],
      ['expired', world.header('expired')],
      ['revoked', world.header('revoked')],
      ['closed', world.header('closing records:mine')],
      ['no token', 'Bearer'],
      ['another scheme', 'Basic c2V0dTpzZXR1'],
      ['a hash', `Bearer ${'x'.repeat(43)}`],
      ['very long', `Bearer ${'x'.repeat(5000)}`],
      ['two at once', `${world.header('member records:mine')}, ${world.header('officer records:mine')}`],
    ]);
  };

  test('is refused alike, whatever is wrong with it', async () => {
    const answers = new Set<string>();
    for (const authorization of (await bad()).values()) {
      const response = await world.ask('/api/v1/records', { authorization });
      answers.add(JSON.stringify([response.status, [...response.headers], await response.text()]));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('401');
    expect([...answers][0]).toContain('invalid_token');
  });

  test('is refused after the same work: one statement that finds no row', async () => {
    const times = new Map<string, number[]>();
    const candidates = [...(await bad())].slice(0, 4);
    for (let round = 0; round < 40; round += 1)
      for (const [state, authorization] of candidates) {
        const since = performance.now();
        await world.door.bearerOf(authorization.slice('Bearer '.length), today);
        times.set(state, [...(times.get(state) ?? []), performance.now() - since]);
      }
    const medians = [...times.values()].map((list) => list.toSorted((a, b) => a - b)[20] ?? 0);
    // A machine shared by many: far less than a person's rights take to look up many times over.
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(5);
  });

  test('may be tried so often from one address; a good one from there is let in all the same', async () => {
    const gate = world.newGate({ badPerAddress: { most: 3, seconds: 60 } });
    const unknown = { gate, authorization: `Bearer setu_${'B'.repeat(43)}` };
    const good = { gate, authorization: world.header('member records:public') };
    expect((await world.ask('/api/v1/records', good)).status).toBe(200);
    const statuses: number[] = [];
    for (let tried = 0; tried < 5; tried += 1)
      statuses.push((await world.ask('/api/v1/records', unknown)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect((await world.ask('/api/v1/records', good)).status).toBe(200);
    expect((await world.ask('/api/v1/records', { gate })).status).toBe(200);
  });
});

describe('the gate', () => {
  test('counts for each token and says how many are left and when to come back', async () => {
    const gate = world.newGate({ perToken: { most: 2, seconds: 60 } });
    const authorization = world.header('member records:mine');
    const told = [];
    for (let count = 0; count < 3; count += 1) {
      const { status, headers } = await world.ask('/api/v1/records', { gate, authorization });
      told.push([status, headers.get('ratelimit'), headers.get('retry-after')]);
    }
    expect(told).toEqual([
      [200, '"requests";r=1;t=60', null],
      [200, '"requests";r=0;t=60', null],
      [429, '"requests";r=0;t=60', '60'],
    ]);
    const other = await world.ask('/api/v1/records', {
      gate,
      authorization: world.header('officer records:mine'),
    });
    expect([other.status, other.headers.get('ratelimit-policy')]).toEqual([200, '"requests";q=2;w=60']);
  });

  test('never lets an answer to a token be kept for others, nor be read by scripts of other sites', async () => {
    const mine = await world.ask('/api/v1/records', { authorization: world.header('member records:mine') });
    const everybodys = await world.ask('/api/v1/records');
    const of = ({ headers }: Response) =>
      ['cache-control', 'vary', 'access-control-allow-origin', 'access-control-allow-credentials'].map(
        (name) => headers.get(name),
      );
    expect(of(mine)).toEqual(['private, no-cache', 'authorization', null, null]);
    expect(of(everybodys)).toEqual(['public, max-age=0, must-revalidate', 'authorization', '*', null]);
    const preflight = await world.ask('/api/v1/records', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).not.toMatch(/authorization|\*/iu);
  });

  test('knows no cookie', async () => {
    const cookie = 'setu.session_token=anything';
    expect(await world.refs({ cookie })).toEqual(open);
    expect((await world.ask('/api/v1/me', { cookie })).status).toBe(401);
  });

  test('refuses a token in the address with a sentence, and never says it again', async () => {
    const token = world.given.get('member records:mine') ?? '';
    for (const href of [
      `/api/v1/records?token=${token}`,
      `/api/v1/records?access_token=x`,
      `/api/v1/records?kind=${token}`,
      `/api/v1/records?${token}`,
      `/api/v1/records/people/${token}`,
      `/api/v1/records/people/%73etu_${token.slice(5)}`,
      `/api/v1/records/people/%2573etu_${token.slice(5)}`,
      `/api/v1/records?kind=%73etu_${token.slice(5)}`,
    ]) {
      const response = await world.ask('/api/v1/records', { href });
      const text = await response.text();
      expect([href, response.status]).toEqual([href, 400]);
      expect(text).toContain('does not belong into an address');
      expect(text + JSON.stringify([...response.headers])).not.toContain(token.slice(5));
    }
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('answers no %s, with or without a token', async (method) => {
    for (const authorization of ['', world.header('officer records:mine')]) {
      const response = await world.ask('/api/v1/records', { method, authorization });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
  });
});
