import { tokenShape } from '#lib/scopes.ts';
import type { Bearer } from '#lib/server/auth/api-tokens.ts';
import { tokenHash } from '#lib/server/auth/hashed-tokens.ts';
import type { Viewer } from '#lib/server/db/viewer.ts';
import { Limiter, subscriberOf, type Count } from '#lib/server/http/limiter.ts';
import { asProblem, problem } from './problem.ts';

/** Who may ask what: as whom a question is asked, or why it is refused. */
export type Decision = { viewer: Viewer } | { status: 401 | 403 | 404; code: string; scope?: string };

type Options = {
  bearerOf: (token: string, today: string) => Promise<Bearer | null>;
  /** The rule (features/portal/api/policy.ts). A route it does not know does not exist. */
  decide: (route: string | null, bearer: Bearer | null) => Decision;
  perToken?: { most: number; seconds: number };
  badPerAddress?: { most: number; seconds: number };
};

type Asked = {
  request: Request;
  url: URL;
  /** Null when there is none, also for what the framework adds to routes by itself. */
  route: string | null;
  address: string;
  now: Date;
  today: string;
};

/** Names under which programs put tokens into addresses by mistake. */
const tokenNames = new Set(['token', 'access_token', 'api_key', 'apikey', 'key', 'authorization', 'bearer']);
const methods = 'GET, HEAD, OPTIONS';
const realm = 'Bearer realm="Setu"';
const mostKnown = 10_000;

/** Is this an address of the machine interface? What else lies under /api is for browsers (sign-in by a provider). */
export const isApi = (pathname: string) => /^\/api(?:$|\/$|\/v\d+(?:\/|$))/u.test(pathname);

/**
 * The gate of the machine interface. Only the header Authorization is looked at, never a cookie, so no page of another
 * site can use somebody's session here. Answers to a token are private; without one everybody gets the same.
 */
export class Gate {
  readonly #options: Options;
  readonly #tokens: Limiter;
  readonly #bad: Limiter;
  /** Hashes of tokens that were good: their owners are not stopped by bad tokens from the same address. */
  readonly #known = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
    this.#tokens = new Limiter(options.perToken ?? { most: 300, seconds: 60 });
    this.#bad = new Limiter(options.badPerAddress ?? { most: 30, seconds: 60 });
  }

  /** Lets `resolve` answer as whom the rule says, or refuses. */
  async answer(
    asked: Asked,
    resolve: (viewer: Viewer, bearer: Bearer | null) => Promise<Response>,
  ): Promise<Response> {
    const given = asked.request.headers.get('authorization');
    const isPrivate = given !== null;
    const refusal = refusalOf(asked);
    if (refusal) return dressed(refusal, { isPrivate });
    if (given === null) return dressed(await this.#resolve(asked, null, resolve), { isPrivate });
    const { bearer, refused, count } = await this.#recognise(asked, given);
    if (refused) return dressed(refused, { isPrivate, count });
    return dressed(await this.#resolve(asked, bearer, resolve), { isPrivate, count });
  }

  async #resolve(
    asked: Asked,
    bearer: Bearer | null,
    resolve: (viewer: Viewer, bearer: Bearer | null) => Promise<Response>,
  ): Promise<Response> {
    const decision = this.#options.decide(asked.route, bearer);
    if ('viewer' in decision) return asProblem(await resolve(decision.viewer, bearer));
    const { status, code, scope } = decision;
    const challenge = scope ? `${realm}, error="insufficient_scope", scope="${scope}"` : realm;
    const headers: Record<string, string> = status === 404 ? {} : { 'www-authenticate': challenge };
    return problem({ status, code, values: { scope: scope ?? '' }, headers });
  }

  async #recognise(
    { address, now, today }: Asked,
    given: string,
  ): Promise<{ bearer: Bearer | null; refused?: Response; count?: Count }> {
    // What has not the form of a token is looked up all the same: it takes as long.
    const token = /^Bearer +([\x21-\x7e]{1,200})$/iu.exec(given)?.[1] ?? '';
    const hash = tokenHash(token);
    const isKnown = this.#known.has(hash);
    const subscriber = subscriberOf(address);
    const limit = isKnown ? this.#tokens.take(hash, now) : this.#bad.take(subscriber, now);
    if (!limit.isWithin) return { bearer: null, refused: tooMany(limit), count: limit };
    const bearer = await this.#options.bearerOf(token, today);
    if (!bearer) {
      this.#known.delete(hash);
      return { bearer, refused: badToken() };
    }
    if (!isKnown) this.#bad.giveBack(subscriber);
    const count = isKnown ? limit : this.#meet(hash, now);
    if (bearer.lacks) {
      const code = bearer.lacks === 'conduct' ? 'api.conduct' : 'api.held_back';
      return { bearer, refused: problem({ status: 403, code }), count };
    }
    return { bearer, count };
  }

  #meet(hash: string, now: Date): Count {
    this.#known.add(hash);
    const oldest = this.#known.values().next().value;
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
    return this.#tokens.take(hash, now);
  }
}

/** What is refused whoever asks. */
function refusalOf({ request, url }: Asked): Response | null {
  if (holdsToken(url)) return problem({ status: 400, code: 'api.token_in_address' });
  if (request.method === 'OPTIONS') {
    // Without Authorization among the allowed headers: scripts of other sites read what is public.
    const allowed = {
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'if-none-match',
    };
    return new Response(null, {
      status: 204,
      headers: { allow: methods, 'access-control-max-age': '86400', ...allowed },
    });
  }
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  return problem({ status: 405, code: 'api.method', headers: { allow: methods } });
}

function holdsToken({ pathname, searchParams }: URL): boolean {
  // Decoded once and once more: a program may have encoded what was encoded.
  if (tokenShape.test(decoded(pathname)) || tokenShape.test(decoded(decoded(pathname)))) return true;
  return [...searchParams].some(
    ([name, value]) => tokenNames.has(name.toLowerCase()) || tokenShape.test(`${name} ${value}`),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const badToken = () =>
  problem({
    status: 401,
    code: 'api.bad_token',
    headers: { 'www-authenticate': `${realm}, error="invalid_token"` },
  });

const tooMany = ({ resetSeconds }: Count) =>
  problem({
    status: 429,
    code: 'api.too_many',
    values: { seconds: resetSeconds },
    headers: { 'retry-after': String(resetSeconds) },
  });

/** Headers of every answer: who may keep it, how many more may be asked, and for whom scripts may read it. */
function dressed(
  response: Response,
  { isPrivate, count }: { isPrivate: boolean; count?: Count | undefined },
) {
  const { headers } = response;
  const isGood = response.status < 400;
  const kept = isPrivate ? 'private, no-cache' : 'public, max-age=0, must-revalidate';
  headers.set('cache-control', isGood ? kept : 'no-store');
  headers.set('vary', 'authorization');
  if (!isPrivate) {
    headers.set('access-control-allow-origin', '*');
    headers.set('access-control-expose-headers', 'etag, last-modified, link, x-request-id');
  }
  if (!count) return response;
  const { most, seconds, left, resetSeconds } = count;
  headers.set('ratelimit-policy', `"requests";q=${String(most)};w=${String(seconds)}`);
  headers.set('ratelimit', `"requests";r=${String(left)};t=${String(resetSeconds)}`);
  return response;
}
