import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import * as access from './queries.ts';

let world: TestDatabase;
const accountOf = (ref: string) => `account-${ref}`;

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' }),
    ]);
    await organisations.save(tx, [organisationInput.parse({ ref: 'iom', name: 'IOM', type: 'agency' })]);
    const names = ['chair', 'member', 'officer'];
    await people.save(
      tx,
      names.map((ref) => personInput.parse({ ref, name: ref, visibility: 'secretariat' })),
    );
    await bodies.save(
      tx,
      [
        { ref: 'group', kind: 'working-group', name: 'Group', visibility: 'network' },
        { ref: 'closed', kind: 'working-group', name: 'Closed group', visibility: 'body' },
      ].map((row) => bodyInput.parse(row)),
    );
    const seat = (ref: string, body: string, role: string, person: string) =>
      seatInput.parse({
        ref,
        body,
        role,
        organisation: 'iom',
        from_on: '2023',
        until_on: '2024',
        holders: [{ person, capacity: 'representative' }],
      });
    await bodies.saveSeats(tx, [
      seat('s1', 'group', 'chair', 'chair'),
      seat('s2', 'closed', 'chair', 'chair'),
      seat('s3', 'closed', 'member', 'member'),
    ]);
  });
  await asSystem(world.database, 'the test makes accounts', async (db) => {
    for (const ref of ['chair', 'member', 'officer']) {
      await sql`insert into accounts (id, name, email, created_at, updated_at, person_id)
        select ${accountOf(ref)}, ${ref}, ${`${ref}@example.org`}, ${testNow}, ${testNow}, id
        from people where ref = ${ref}`.execute(db);
    }
    await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      values (${accountOf('officer')}, 'secretariat', '2023-01-01', 'test', ${testNow}, 'to try it')`.execute(
      db,
    );
  });
}, 60_000);
afterAll(() => world.close());

const seen = (kind: string, ref: string, day: string) =>
  world.asSecretariat((tx) => access.whoSees(tx, { kind, ref, day }));

describe('who can see a record', () => {
  test('names everybody with the ground, and says what narrows it', async () => {
    const { record, narrowedBy, holders, isForEverybody } = await seen('seats', 's2', '2023-05-01');
    expect(record).toMatchObject({ visibility: 'public', reach: 'body', audience: { ref: 'closed' } });
    expect(narrowedBy.map(({ kind, ref }) => `${kind} ${ref}`)).toEqual(['bodies closed']);
    expect(isForEverybody).toBe(false);
    expect(holders.map(({ name, reads, keeps }) => [name, reads, keeps])).toEqual([
      ['chair', 'body', null],
      ['member', 'body', null],
      ['officer', 'secretariat', 'secretariat'],
    ]);
  });

  test('a seat gives nothing before it begins and no day after it ends', async () => {
    for (const day of ['2022-12-31', '2024-01-01']) {
      const { holders } = await seen('bodies', 'closed', day);
      expect([day, holders.map(({ name }) => name)]).toEqual([day, day < '2023' ? [] : ['officer']]);
    }
  });

  test('is not answered about a record the viewer may not know, nor about a table that is no record', async () => {
    const rights = await world.asSecretariat((tx) => access.account(tx, accountOf('member'), '2023-05-01'));
    const asking = {
      viewer: { kind: 'person' as const, account: accountOf('member'), actor: 'm', access: rights.access },
      requestId: 'test',
      now: testNow,
    };
    const asMember = (kind: string, ref: string) =>
      asViewer(world.database, asking, (tx) => access.whoSees(tx, { kind, ref, day: '2023-05-01' }));
    await expect(asMember('people', 'chair')).rejects.toThrow('record.not_found');
    await expect(asMember('accounts', accountOf('chair'))).rejects.toThrow('record.not_found');
    await expect(asMember('pg_class; drop table seats', 's1')).rejects.toThrow('record.not_found');
    // A member knows the body, and of accounts only their own.
    expect((await asMember('bodies', 'closed')).holders.map(({ name }) => name)).toEqual(['member']);
  });
});

test('what a person can see and do is counted by kind', async () => {
  const { access: rights } = await world.asSecretariat((tx) =>
    access.account(tx, accountOf('member'), '2023-05-01'),
  );
  const sight = await world.asSecretariat((tx) => access.sightOf(tx, rights));
  expect(sight).toContainEqual({ kind: 'bodies', reads: 2, keeps: 0, grounds: ['network', 'body'] });
  expect(sight).toContainEqual({ kind: 'people', reads: 0, keeps: 0, grounds: [] });
});
