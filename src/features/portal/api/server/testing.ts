import { sql } from 'kysely';
import { tokenInput } from '#features/accounts/tokens/schema.ts';
import * as tokens from '#features/accounts/tokens/server/commands.ts';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { decide } from '#features/portal/api/policy.ts';
import { shapes } from '#features/portal/api/schema.ts';
import { accessOf, type Rights } from '#lib/access.ts';
import type { Scope } from '#lib/scopes.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import { Gate } from '#lib/server/api/gate.ts';
import { Door } from '#lib/server/auth/door.ts';
import type { Database } from '#lib/server/db/database.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asReader, asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import * as api from './queries.ts';

export const today = '2026-11-23';
const origin = 'http://setu.test';
const accounts = ['member', 'officer', 'auditor', 'closing', 'promoted'] as const;
export type Name = (typeof accounts)[number];

export type Question = {
  authorization?: string;
  day?: string;
  gate?: Gate;
  method?: string;
  href?: string;
  cookie?: string;
};

/** What everybody may read in this world. */
export const open = ['bodies open', 'organisation_types agency', 'organisations iom'];

/**
 * A world for the machine interface: an open body and one for its members alone, in which `member` sits until the end
 * of November 2026; an officer, an auditor, an account that will be closed and one that gets a duty on the 25th.
 */
export class ApiWorld {
  readonly test: TestDatabase;
  readonly door: Door;
  /** Tokens by "owner scope", or by the name they were made under. */
  readonly given = new Map<string, string>();

  private constructor(test: TestDatabase) {
    this.test = test;
    const options = {
      origin,
      secret: 's'.repeat(32),
      name: 'Setu',
      secondFactor: 'duties' as const,
      conductVersion: 1,
    };
    this.door = new Door(test.database, options);
  }

  static async open(): Promise<ApiWorld> {
    const world = new ApiWorld(await openTestDatabase());
    await world.test.asSecretariat(makeRecords);
    await makeAccounts(world.test.database);
    for (const name of accounts) {
      await world.make(name, ['records:public']);
      await world.make(name, ['records:mine']);
    }
    for (const name of ['officer', 'auditor'] as const) await world.make(name, ['trail:read']);
    return world;
  }

  /** The header a program sends. */
  header(name: string): string {
    return `Bearer ${this.given.get(name) ?? 'none'}`;
  }

  async viewer(name: Name): Promise<Viewer> {
    const found = await asSystem(this.test.database, 'the test reads rights', (db) =>
      sql<{ rights: Rights }>`select rights_of(${`account-${name}`}, ${today}::date) as rights`.execute(db),
    );
    const rights = found.rows[0]?.rights ?? { duties: [], bodies: [], organisations: [] };
    return { kind: 'person', account: `account-${name}`, actor: name, access: accessOf(rights) };
  }

  /** Makes a token as its owner and remembers it. */
  async make(name: Name, scopes: Scope[], as = `${name} ${scopes.join('+')}`): Promise<void> {
    const asking = { viewer: await this.viewer(name), requestId: 'test', now: testNow };
    const input = tokenInput.parse({ name: 'Test', scopes, days: '90' });
    const made = await asViewer(this.test.database, asking, (tx) =>
      tokens.create(tx, input, { today, factors: 1 }),
    );
    this.given.set(as, made.token);
  }

  /** Past the guards: what the passing of time or another page would do. */
  async happens(because: string, work: (db: Tx['db']) => Promise<unknown>): Promise<void> {
    await asSystem(this.test.database, because, work);
  }

  newGate(
    limits: Partial<Record<'perToken' | 'badPerAddress', { most: number; seconds: number }>> = {},
  ): Gate {
    return new Gate({ bearerOf: (token, day) => this.door.bearerOf(token, day), decide, ...limits });
  }

  /** Asks a route as the web does, from the gate to the database. */
  ask(route: string, question: Question = {}): Promise<Response> {
    const { authorization, day = today, gate = this.newGate(), method = 'GET', cookie } = question;
    const url = new URL(question.href ?? route, origin);
    const headers = new Headers({
      ...(authorization ? { authorization } : {}),
      ...(cookie ? { cookie } : {}),
    });
    const request = new Request(url, { method, headers });
    const asked = { request, url, route, address: '192.0.2.7', now: testNow, today: day };
    return gate.answer(asked, (viewer) =>
      answering(() => {
        const asking = { viewer, door: 'api' as const, requestId: 'test', now: testNow };
        return asReader(this.test.database, asking, (tx) => answerRoute(tx, route, request));
      }),
    );
  }

  /** Records of the register as whoever asks sees them, or the code of the refusal. */
  async refs(question: Question): Promise<string[]> {
    const response = await this.ask('/api/v1/records', question);
    const body = (await response.json()) as { items?: { kind: string; ref: string }[]; code?: string };
    return body.items?.map(({ kind, ref }) => `${kind} ${ref}`).sort() ?? [String(body.code)];
  }
}

async function answerRoute(tx: Tx, route: string, request: Request): Promise<Response> {
  const page = { limit: 200, after: null };
  if (route.endsWith('/history')) {
    const { items } = await api.history(tx, page);
    return answer(request, shapes.ChangePage, { items, next: null });
  }
  const { items } = await api.records(tx, page);
  return answer(request, shapes.RecordPage, { items, next: null });
}

async function makeRecords(tx: Tx): Promise<void> {
  const type = organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' });
  await organisations.saveTypes(tx, [type]);
  await organisations.save(tx, [organisationInput.parse({ ref: 'iom', name: 'IOM', type: 'agency' })]);
  const hidden = ['member', 'hidden'].map((ref) => ({ ref, name: ref, visibility: 'secretariat' }));
  await people.save(
    tx,
    hidden.map((row) => personInput.parse(row)),
  );
  const rows = [
    { ref: 'open', kind: 'working-group', name: { en: 'Open', bn: 'উন্মুক্ত' } },
    { ref: 'closed', kind: 'working-group', name: 'Closed', visibility: 'body' },
  ];
  await bodies.save(
    tx,
    rows.map((row) => bodyInput.parse(row)),
  );
  const seat = {
    ...{
      ref: 's1',
      body: 'closed',
      role: 'member',
      organisation: 'iom',
      from_on: '2023',
      until_on: '2026-12-01',
    },
    holders: [{ person: 'member', capacity: 'representative' }],
  };
  await bodies.saveSeats(tx, [seatInput.parse(seat)]);
}

async function makeAccounts(database: Database): Promise<void> {
  await asSystem(database, 'the test makes accounts', async (db) => {
    for (const name of accounts)
      await sql`insert into accounts (id, name, email, demonstration, conduct_version, created_at, updated_at, person_id)
        values (${`account-${name}`}, ${name}, ${`${name}@example.org`}, ${name !== 'promoted'}, 1, ${testNow}, ${testNow},
          (select id from people where ref = ${name}))`.execute(db);
    const granted = [
      ['officer', 'secretariat', '2023-01-01'],
      ['auditor', 'auditor', '2023-01-01'],
      ['promoted', 'secretariat', '2026-11-25'],
    ];
    for (const [account, duty, from] of granted)
      await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
        values (${`account-${String(account)}`}, ${duty}, ${from}::date, 'test', ${testNow}, 'to try it')`.execute(
        db,
      );
  });
}
