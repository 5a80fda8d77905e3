import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accessOf, duties, type Access, type Duty } from '#lib/access.ts';
import { scopes, type Scope } from '#lib/scopes.ts';
import { decide, endpoints } from './policy.ts';

const member: Access = accessOf({
  duties: [],
  bodies: [{ id: 7, ref: 'group', runs: false, seats: [] }],
  organisations: [],
});
const withDuty = (duty: Duty) => accessOf({ duties: [duty], bodies: [], organisations: [] });
const roles: Record<string, Access> = {
  nobody: accessOf({ duties: [], bodies: [], organisations: [] }),
  member,
  ...Object.fromEntries(duties.map((duty) => [duty, withDuty(duty)])),
};

/** Every set of scopes a token can have, and none at all, which the database refuses. */
const sets = Array.from({ length: 2 ** scopes.length }, (_, bits) =>
  scopes.filter((_scope, place) => bits & (1 << place)),
);

/** The same table in other words: what comes out for a path, a set of scopes and a role. */
function expected(path: string, held: Scope[], role: string): string {
  const readsTrail = role === 'secretariat' || role === 'auditor';
  if (path.endsWith('/history')) return held.includes('trail:read') && readsTrail ? 'person' : '403';
  if (path.includes('/records') || path.includes('/observations')) {
    if (held.includes('records:mine')) return 'person';
    return held.includes('records:public') ? 'public' : '403';
  }
  return 'public';
}

const outcome = (path: string | null, owner: Parameters<typeof decide>[1]) => {
  const verdict = decide(path, owner);
  return 'viewer' in verdict ? verdict.viewer.kind : String(verdict.status);
};

describe('token scope x endpoint x role', () => {
  for (const { path } of endpoints) {
    test(`${path} is answered to exactly those it is meant for`, () => {
      const wrong = Object.entries(roles).flatMap(([role, access]) =>
        sets.flatMap((held) => {
          const owner = { account: 'account-1', actor: role, access, token: { scopes: held } };
          const found = outcome(path, owner);
          return found === expected(path, held, role) ? [] : [`${role} ${held.join('+')}: ${found}`];
        }),
      );
      expect(wrong).toEqual([]);
    });
  }

  test('without a token the public record is open, and nothing else', () => {
    expect(Object.fromEntries(endpoints.map(({ path }) => [path, outcome(path, null)]))).toEqual({
      '/api/v1': 'public',
      '/api/v1/openapi.json': 'public',
      '/api/v1/me': '401',
      '/api/v1/records': 'public',
      '/api/v1/records/[kind]/[ref]': 'public',
      '/api/v1/indicators/[ref]/observations': 'public',
      '/api/v1/history': '401',
    });
  });

  test('a person who is answered is the owner with the rights of the day, nothing added', () => {
    const owner = { account: 'account-1', actor: 'm', access: member, token: { scopes: [...scopes] } };
    expect(decide('/api/v1/records', owner)).toEqual({
      viewer: { kind: 'person', account: 'account-1', actor: 'm', access: member },
    });
  });
});

describe('closed by default', () => {
  test('every route of the machine interface is in the policy, and every row of the policy is a route', () => {
    const found = fs
      .readdirSync('src/routes/api/v1', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\+(?:server|page)/u.test(file))
      .map((file) => `/api/v1/${file}`.replace(/\/\+server\.ts$/u, ''));
    expect(found.sort()).toEqual(endpoints.map(({ path }) => path).sort());
  });

  test.each([null, '/api/v1/new', '/api', '/[lang=lang]/(desk)/desk', '/api/v1/records/[kind]'])(
    'a route nobody decided about does not exist: %s',
    (route) => {
      const owner = {
        account: 'account-1',
        actor: 's',
        access: withDuty('secretariat'),
        token: { scopes: [...scopes] },
      };
      expect([outcome(route, null), outcome(route, owner)]).toEqual(['404', '404']);
    },
  );
});
