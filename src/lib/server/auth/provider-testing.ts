import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Caller } from './caller.ts';
import type { Door, Session } from './door.ts';
import { comeBack, visitProvider } from './provider.ts';
import { caller, origin } from './testing.ts';

const clientSecret = 'the secret of setu at the provider';

/** People the provider knows: the login is the address; a dot says that it was never confirmed there. */
const claimsOf = (login: string) => ({
  sub: `subject-${login}`,
  email: login.replace(/^unconfirmed-/u, ''),
  email_verified: !login.startsWith('unconfirmed-'),
  name: login,
});

/** A real OpenID provider on loopback, which asks for a login and believes it; and what a door is told about it. */
export async function openProvider() {
  const provider = new Provider('http://127.0.0.1:1', {
    clients: [
      {
        client_id: 'setu',
        client_secret: clientSecret,
        redirect_uris: [`${origin}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...claimsOf(id), sub: id }) }),
    features: { devInteractions: { enabled: true } },
  });
  const server = provider.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  Object.defineProperty(provider, 'issuer', { value: issuer });
  return {
    provider: { issuer, clientId: 'setu', clientSecret, name: 'Test' },
    close: () => server.close(),
  };
}

/** Every step comes from the same address. */
export const here = (cookie: string | null = null): Caller => caller({ cookie, address: '192.0.2.1' });

export const pairs = (lines: readonly string[]) => lines.map((line) => line.split(';')[0] ?? '');

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
export async function pass(address: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next: Step = { at: new URL(address) };
  for (let steps = 0; steps < 20; steps += 1) {
    next = await step(next, jar, login);
    if (next.at.origin === origin) return next.at;
  }
  throw new Error('the provider never sent the visitor back');
}

/** Comes in by the provider as a browser does: what the door answers, and the session it gives. */
export async function through(
  door: Door,
  login: string,
): Promise<{ location: string; session: Session | null; back: URL; cookie: string }> {
  const visit = await visitProvider(door.means, here(), { to: '/en/desk', failed: '/en/sign-in?failed=1' });
  const cookie = pairs(visit?.cookies ?? []).join('; ');
  const back = await pass(visit?.address ?? '', login);
  const answer = await comeBack(door.means, here(cookie), back);
  const cookies = pairs(answer.headers.getSetCookie()).filter((pair) => !pair.endsWith('='));
  const { session } = await door.sessionOf(here(cookies.join('; ')));
  return { location: answer.headers.get('location') ?? '', session, back, cookie };
}
