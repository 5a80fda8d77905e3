import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as grants from '#features/accounts/grants/server/commands.ts';
import { handoverInput } from '#features/accounts/handover/schema.ts';
import * as handover from '#features/accounts/handover/server/commands.ts';
import * as invitations from '#features/accounts/invitations/server/commands.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { caller, nobody, openAccount, openDoor } from '#lib/server/auth/testing.ts';
import type { Door } from '#lib/server/auth/door.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { sendLetter } from '#lib/server/mail/post.ts';
import { openMailServer, postTo } from '#lib/server/mail/testing.ts';

const today = '2026-11-26';
const now = new Date(`${today}T04:00:00Z`);
let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]);
    await organisations.save(tx, [
      organisationInput.parse({ ref: 'bridges', name: 'Ministry of Bridges', type: 'ministry' }),
    ]);
    await people.save(tx, [
      personInput.parse({ ref: 'leaver', name: { en: 'Karim', bn: 'করিম' } }),
      personInput.parse({ ref: 'successor', name: { en: 'Shirin', bn: 'শিরিন' } }),
      personInput.parse({ ref: 'stranger', name: 'Without an account' }),
    ]);
    await organisations.savePositions(
      tx,
      [
        { ref: 'desk', person: 'leaver', title: 'Joint Secretary', from_on: '2024' },
        { ref: 'other', person: 'stranger', title: 'Adviser', from_on: '2024' },
      ].map((position) => positionInput.parse({ organisation: 'bridges', ...position })),
    );
  });
}, 60_000);
afterAll(() => world.close());
beforeEach(() =>
  asSystem(world.database, 'each test begins with an empty outbox and no requests', async (db) => {
    await sql`delete from outbox`.execute(db);
    await sql`delete from access_requests`.execute(db);
  }),
);

/** What arrives at a mail server on the loopback interface, by address. */
async function delivered() {
  const server = await openMailServer();
  const failures: unknown[] = [];
  const handlers = { 'mail.send': sendLetter(world.database, postTo(server.port)) };
  await openJobs(world.database, handlers, (error) => failures.push(error)).runDue(now);
  await server.close();
  expect(failures).toEqual([]);
  return server.arrived
    .map(({ to, mail }) => ({ to: to.join(), subject: mail.subject ?? '', text: mail.text ?? '' }))
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}

const administrator: Viewer = {
  kind: 'person',
  account: 'account-administrator',
  actor: 'Administrator',
  access: { duties: ['administrator'], bodies: [], organisations: [], inNetwork: false },
};
beforeAll(() =>
  asSystem(world.database, 'an administrator for the test', (db) =>
    sql`insert into accounts (id, name, email, created_at, updated_at)
      values ('account-administrator', 'Administrator', 'administrator@ministry.example', now(), now())`.execute(
      db,
    ),
  ),
);
const asAdministrator = (work: (tx: Tx) => Promise<void>) =>
  asViewer(world.database, { viewer: administrator, requestId: 'test', now }, work);

describe('a duty', () => {
  test('that is given, and one that is ended, is told to its holder with the reason', async () => {
    const { account, email } = await openAccount(door, 'holder');
    const input = { duty: 'auditor', from: '2026-11-01', reason: 'audit of the year' } as const;
    await asAdministrator((tx) => grants.give(tx, account, input));
    const [given] = await delivered();
    expect(given?.to).toBe(email);
    expect(given?.text).toContain('audit of the year');
    expect(given?.text).toContain('১ নভেম্বর ২০২৬');
    expect(given?.text).toContain('https://network.example/bn/desk');
    const grant = await asSystem(world.database, 'looks', (db) =>
      db.selectFrom('grants').select('id').where('account_id', '=', account).executeTakeFirstOrThrow(),
    );
    await asSystem(world.database, 'empties', (db) => sql`delete from outbox`.execute(db));
    await asAdministrator((tx) => grants.end(tx, account, grant.id, { day: today, reason: 'audit is over' }));
    const [ended, ...more] = await delivered();
    expect(more).toEqual([]);
    expect(ended).toMatchObject({ to: email, subject: expect.stringContaining('দায়িত্ব শেষ হচ্ছে') as string });
    expect(ended?.text).toContain('audit is over');
    expect(ended?.text).toContain('২৬ নভেম্বর ২০২৬');
  });

  test('that is refused leaves no letter', async () => {
    const { account } = await openAccount(door, 'refused');
    const input = { duty: 'auditor', from: today, reason: 'because I like it' } as const;
    const self = { ...administrator, account } as Viewer;
    await expect(
      asViewer(world.database, { viewer: self, requestId: 'test', now }, (tx) =>
        grants.give(tx, account, input),
      ),
    ).rejects.toThrow('own_grant');
    expect(await delivered()).toEqual([]);
  });
});

describe('a request for access', () => {
  const request = (name: string, at = now) =>
    door.ask(caller({ now: at }), nobody, (tx) =>
      invitations.request(
        tx,
        {
          email: `${name}@elsewhere.example`,
          name: `Name of ${name}`,
          organisation: 'Bridges Ltd',
          reason: 'to read',
          lang: 'en',
        },
        today,
      ),
    );

  test('is told to those who have the duty to decide today, and to nobody else', async () => {
    const grant = async (name: string, duty: string, until: string | null) => {
      const { account } = await openAccount(door, name);
      await asSystem(world.database, 'a duty for the test', (db) =>
        sql`insert into grants (account_id, duty, from_day, until_day, granted_by, granted_at, reason)
          values (${account}, ${duty}, '2026-01-01', ${until}, 'test', now(), 'test')`.execute(db),
      );
      return account;
    };
    await grant('officer', 'secretariat', null);
    await grant('runner', 'administrator', null);
    await grant('former', 'secretariat', today);
    await grant('steward', 'data-steward', null);
    const closed = await grant('closed', 'secretariat', null);
    await asSystem(world.database, 'closes', (db) =>
      sql`update accounts set closed_at = now() where id = ${closed}`.execute(db),
    );
    await request('first');
    const letters = await delivered();
    expect(letters.map(({ to }) => to)).toEqual(['officer@ministry.example', 'runner@ministry.example']);
    expect(letters[0]?.text).toContain('Name of first');
    expect(letters[0]?.text).toContain('https://network.example/bn/desk/accounts');
  });

  test('makes one letter an hour while others wait, however many ask', async () => {
    const minutes = (past: number) => new Date(now.getTime() + past * 60_000);
    const waiting = async () =>
      (await asSystem(world.database, 'counts', (db) => db.selectFrom('outbox').select('payload').execute()))
        .length;
    await request('one', minutes(0));
    await request('two', minutes(5));
    await request('two', minutes(6));
    expect(await waiting()).toBe(2);
    await request('three', minutes(70));
    expect(await waiting()).toBe(4);
  });
});

describe('a handover', () => {
  test('is told to the successor with the briefing, and to the leaver; who has no account gets nothing', async () => {
    for (const person of ['leaver', 'successor']) {
      const { account } = await openAccount(door, person);
      await asSystem(world.database, 'ties', (db) =>
        sql`update accounts set person_id = (select id from people where ref = ${person})
          where id = ${account}`.execute(db),
      );
    }
    const pass = (leaver: string, position: string) =>
      world.asSecretariat((tx) =>
        handover.pass(
          tx,
          handoverInput.parse({
            leaver,
            successor: 'successor',
            from_day: '2026-12-01',
            positions: [position],
            reason: 'Transferred',
          }),
        ),
      );
    const ref = await pass('leaver', 'desk');
    const [toLeaver, toSuccessor, ...more] = await delivered();
    expect(more).toEqual([]);
    expect(toLeaver).toMatchObject({
      to: 'leaver@ministry.example',
      subject: 'শিরিন আপনার দায়িত্ব গ্রহণ করছেন',
    });
    expect(toLeaver?.text).not.toContain('/handover/');
    expect(toSuccessor).toMatchObject({
      to: 'successor@ministry.example',
      subject: 'আপনি করিম-এর দায়িত্ব গ্রহণ করছেন',
    });
    expect(toSuccessor?.text).toContain(`https://network.example/bn/desk/handover/${ref}`);
    expect(toSuccessor?.text).toContain('১ ডিসেম্বর ২০২৬');
    await asSystem(world.database, 'empties', (db) => sql`delete from outbox`.execute(db));
    await pass('stranger', 'other');
    expect((await delivered()).map(({ to }) => to)).toEqual(['successor@ministry.example']);
  });
});
