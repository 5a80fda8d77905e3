import { hasDuty, type Access } from '#lib/access.ts';
import { trailDuties, type Scope } from '#lib/scopes.ts';

/** What a question needs: nothing, any token, a scope for records (with a token), or the trail. */
export type Need = 'nothing' | 'token' | 'records' | 'trail';

/** The whole machine interface: a route under /api that is not here is answered by nobody. */
export const endpoints = [
  { path: '/api/v1', needs: 'nothing' },
  { path: '/api/v1/openapi.json', needs: 'nothing' },
  { path: '/api/v1/me', needs: 'token' },
  { path: '/api/v1/records', needs: 'records' },
  { path: '/api/v1/records/[kind]/[ref]', needs: 'records' },
  { path: '/api/v1/indicators/[ref]/observations', needs: 'records' },
  { path: '/api/v1/history', needs: 'trail' },
] as const satisfies readonly { path: string; needs: Need }[];

export type EndpointPath = (typeof endpoints)[number]['path'];

/** The owner of a token with the rights of the day. */
export type TokenOwner = { account: string; actor: string; access: Access; token: { scopes: Scope[] } };

type Verdict =
  | { viewer: { kind: 'public' } | { kind: 'person'; account: string; actor: string; access: Access } }
  | { status: 401 | 403 | 404; code: string; scope?: Scope };

const everybody: Verdict = { viewer: { kind: 'public' } };

/**
 * As whom a route is answered, or why not. A token never gives more than its owner has, and a question for records
 * with a token needs a scope for records.
 */
export function decide(route: string | null, owner: TokenOwner | null): Verdict {
  const endpoint = endpoints.find(({ path }) => path === route);
  if (!endpoint) return { status: 404, code: 'api.not_found' };
  switch (endpoint.needs) {
    case 'nothing':
      return everybody;
    case 'token':
      return owner ? everybody : { status: 401, code: 'api.token_needed' };
    case 'records':
      return records(owner);
    case 'trail':
      return trail(owner);
  }
}

function records(owner: TokenOwner | null): Verdict {
  if (!owner || owner.token.scopes.includes('records:mine')) return owner ? asPerson(owner) : everybody;
  if (owner.token.scopes.includes('records:public')) return everybody;
  return { status: 403, code: 'api.scope_missing', scope: 'records:public' };
}

function trail(owner: TokenOwner | null): Verdict {
  if (!owner) return { status: 401, code: 'api.token_needed' };
  if (!owner.token.scopes.includes('trail:read'))
    return { status: 403, code: 'api.scope_missing', scope: 'trail:read' };
  if (!hasDuty({ kind: 'person', access: owner.access }, ...trailDuties))
    return { status: 403, code: 'api.no_duty', scope: 'trail:read' };
  return asPerson(owner);
}

function asPerson({ account, actor, access }: TokenOwner): Verdict {
  return { viewer: { kind: 'person', account, actor, access } };
}
