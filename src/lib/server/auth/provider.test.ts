import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '#lib/server/db/viewer.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import type { Caller } from './caller.ts';
import { Door } from './door.ts';
import { comeBack, visitProvider } from './provider.ts';

const origin = 'https://network.example';

/** People the provider knows: the login is the address; a dot says that it was never confirmed there. */
const claimsOf = (login: string) => ({
  sub: `subject-${login}`,
  email: login.replace(/^unconfirmed-/u, ''),
  email_verified: !login.startsWith('unconfirmed-'),
  name: login,
});

let world: TestDatabase;
let door: Door;
let server: Server;
let issuer: string;

/** A real OpenID provider on loopback, which asks for a login and believes it. */
async function openProvider(): Promise<void> {
  const provider = new Provider('http://127.0.0.1:1', {
    clients: [
      {
        client_id: 'setu',
        client_secret: 'the secret of setu at the provider',
        redirect_uris: [`${origin}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...claimsOf(id), sub: id }) }),
    features: { devInteractions: { enabled: true } },
  });
  server = provider.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  Object.defineProperty(provider, 'issuer', { value: issuer });
}

beforeAll(async () => {
  world = await openTestDatabase();
  await openProvider();
  door = new Door(world.database, {
    origin,
    secret: 'a secret for tests that is long enough',
    name: 'Setu',
    secondFactor: 'duties',
    conductVersion: 0,
    provider: { issuer, clientId: 'setu', clientSecret: 'the secret of setu at the provider', name: 'Test' },
  });
  await asSystem(world.database, 'accounts for the test', (db) =>
    sql`insert into accounts (id, name, email, email_verified, created_at, updated_at) values
      ('account-open', 'Open', 'open@ministry.example', true, now(), now()),
      ('account-two', 'Two', 'two@ministry.example', true, now(), now()),
      ('account-invited', 'Invited', 'invited@ministry.example', false, now(), now())`.execute(db),
  );
}, 60_000);
afterAll(async () => {
  server.close();
  await world.close();
});

const caller = (cookie: string | null = null): Caller => ({
  cookie,
  agent: 'test',
  address: '192.0.2.1',
  requestId: 'test',
  now: new Date(),
  today: new Date().toISOString().slice(0, 10),
});

const pairs = (lines: readonly string[]) => lines.map((line) => line.split(';')[0] ?? '');

type Step = { at: URL; body?: URLSearchParams };

/** One step at the provider as a browser takes it: follows a redirect, or fills in the form of the page. */
async function step({ at, body }: Step, jar: Map<string, string>, login: string): Promise<Step> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const sent = body ? { method: 'POST', body } : {};
  const answer = await fetch(at, { redirect: 'manual', headers: { cookie }, ...sent });
  for (const pair of pairs(answer.headers.getSetCookie())) {
    const [name = '', ...value] = pair.split('=');
    jar.set(name, value.join('='));
  }
  const location = answer.headers.get('location');
  if (location) return { at: new URL(location, at) };
  const page = await answer.text();
  const action = /action="([^"]+)"/u.exec(page)?.[1];
  if (!action) throw new Error(`the provider says ${String(answer.status)}: ${page.slice(0, 300)}`);
  const fields: Record<string, string> = page.includes('name="login"')
    ? { prompt: 'login', login, password: 'any' }
    : { prompt: 'consent' };
  return { at: new URL(action, at), body: new URLSearchParams(fields) };
}

/** Follows the provider's pages as a browser would, until it sends the visitor back to us. */
async function pass(address: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next: Step = { at: new URL(address) };
  for (let steps = 0; steps < 20; steps += 1) {
    next = await step(next, jar, login);
    if (next.at.origin === origin) return next.at;
  }
  throw new Error('the provider never sent the visitor back');
}

async function through(login: string) {
  const visit = await visitProvider(door.means, caller(), { to: '/en/desk', failed: '/en/sign-in?failed=1' });
  const cookie = pairs(visit?.cookies ?? []).join('; ');
  const back = await pass(visit?.address ?? '', login);
  const answer = await comeBack(door.means, caller(cookie), back);
  const cookies = pairs(answer.headers.getSetCookie()).filter((pair) => !pair.endsWith('='));
  const { session } = await door.sessionOf(caller(cookies.join('; ')));
  return { location: answer.headers.get('location') ?? '', session, back, cookie };
}

test('lets in whoever has an open account with the same confirmed address, as one factor', async () => {
  const { session, location } = await through('open@ministry.example');
  expect(location).toContain('/en/desk');
  expect(session).toMatchObject({ account: { id: 'account-open' }, factors: 1 });
  const again = await through('open@ministry.example');
  expect(again.session?.account.id).toBe('account-open');
});

test.each([
  ['whom nobody invited', 'stranger@elsewhere.example'],
  ['whose address the provider has not confirmed', 'unconfirmed-two@ministry.example'],
  ['who was invited but has not opened the account', 'invited@ministry.example'],
])('does not let in somebody %s, and makes no account', async (_, login) => {
  const { session, location } = await through(login);
  expect(session).toBeNull();
  expect(location).toContain('failed=1');
  const accounts = await asSystem(world.database, 'counts', (db) =>
    db.selectFrom('accounts').select('id').orderBy('id').execute(),
  );
  expect(accounts.map(({ id }) => id)).toEqual(['account-invited', 'account-open', 'account-two']);
});

test('an answer that was begun in another browser, or comes twice, lets nobody in', async () => {
  const visit = await visitProvider(door.means, caller(), { to: '/en/desk', failed: '/en/sign-in?failed=1' });
  const back = await pass(visit?.address ?? '', 'open@ministry.example');
  const foreign = await comeBack(door.means, caller(), back);
  expect(pairs(foreign.headers.getSetCookie()).some((pair) => /session_token=./u.test(pair))).toBe(false);
  const first = await through('open@ministry.example');
  const twice = await comeBack(door.means, caller(first.cookie), first.back);
  expect(pairs(twice.headers.getSetCookie()).some((pair) => /session_token=./u.test(pair))).toBe(false);
});
