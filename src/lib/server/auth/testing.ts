import { createHmac, randomUUID } from 'node:crypto';
import { asSystem, type Viewer } from '#lib/server/db/viewer.ts';
import { now } from '#lib/server/clock.ts';
import type { TestDatabase } from '#lib/server/db/testing.ts';
import type { Caller } from './caller.ts';
import { Door } from './door.ts';
import type { Provider } from './engine.ts';
import { setPassword } from './password.ts';

export const origin = 'https://network.example';
export const password = 'tram lantern 42 copper';
export const system: Viewer = { kind: 'system', actor: 'test secretariat' };
export const nobody: Viewer = { kind: 'public' };
type Person = Extract<Viewer, { kind: 'person' }>;

/** The door over a test database, with another provider or without. */
export const openDoor = (world: TestDatabase, provider?: Provider) =>
  new Door(world.database, {
    origin,
    secret: 'a secret for tests that is long enough',
    name: 'Setu',
    secondFactor: 'duties',
    conductVersion: 1,
    provider,
  });

let addresses = 0;

/** A caller from an address nobody has tried from. better-auth reads the real clock, so these tests do too. */
export function caller(fields: Partial<Caller> = {}): Caller {
  addresses += 1;
  return {
    cookie: null,
    agent: 'test',
    address: `192.0.2.${String(addresses)}`,
    requestId: 'test',
    now: now(),
    today: now().toISOString().slice(0, 10),
    ...fields,
  };
}

/** The cookies a browser sends after it was given these. */
export const cookiesOf = (lines: readonly string[]) =>
  lines
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');

export const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

/** An open account with the password of the tests. */
export async function openAccount(door: Door, name: string): Promise<{ account: string; email: string }> {
  const account = randomUUID();
  const email = `${name}@ministry.example`;
  await door.ask(caller(), system, async (tx) => {
    const times = { created_at: tx.now, updated_at: tx.now };
    await tx.db
      .insertInto('accounts')
      .values({ id: account, name, email, email_verified: true, lang: 'bn', conduct_version: 1, ...times })
      .execute();
    await setPassword(tx, account, password);
  });
  return { account, email };
}

/** Signs in and gives a caller with the cookies of the browser. */
export async function signedIn(door: Door, email: string): Promise<Caller> {
  const from = caller();
  const result = await door.signIn(from, { email, password });
  return { ...from, cookie: cookiesOf(result.cookies) };
}

/** A signed-in person without any rights. */
export const personOf = (account: string): Person => ({
  kind: 'person',
  account,
  actor: account,
  access: { duties: [], bodies: [], organisations: [], inNetwork: false },
});

type Mail = { template: string; lang: string; to: string; values: { link: string } };

/** Everything in the outbox, the last first. */
export async function mails(world: TestDatabase): Promise<Mail[]> {
  const rows = await asSystem(world.database, 'reads the mail', (db) =>
    db.selectFrom('outbox').select('payload').orderBy('id', 'desc').execute(),
  );
  return rows.map(({ payload }) => payload as Mail);
}

/** The code an authenticator program shows (RFC 6238). */
export function codeNow(uri: string, steps = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret.replaceAll('=', ''), (letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  const key = Buffer.from((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now().getTime() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}
