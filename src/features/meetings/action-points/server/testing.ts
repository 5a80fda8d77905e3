import { sql } from 'kysely';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx } from '#lib/server/db/viewer.ts';
import * as points from './commands.ts';

export const today = '2026-11-23';

/** Everybody by what they are to the body `lm`, whose points are between its members. */
export const everybody = [
  'chair',
  'holder',
  'alternate',
  'former',
  'member',
  'officer',
  'herself',
  'stranger',
] as const;
export type Who = (typeof everybody)[number];

/** A labour group with seats, an account for everybody, and a point for each kind of owner. */
export async function openGroup(): Promise<{
  world: TestDatabase;
  as: <T>(who: Who, work: (tx: Tx) => Promise<T>) => Promise<T>;
}> {
  const world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await makePeople(tx);
    await makeBody(tx);
    await makePoints(tx);
  });
  await asSystem(world.database, 'the test makes accounts', async (db) => {
    for (const who of everybody)
      await sql`insert into accounts (id, name, email, created_at, updated_at, person_id)
        select ${`account-${who}`}, ${who}, ${`${who}@ministry.example`}, ${testNow}, ${testNow}, id
        from people where ref = ${who}`.execute(db);
  });
  return {
    world,
    as: async (who, work) => {
      const viewer = await personViewer(world.database, `account-${who}`, today);
      if (!viewer) throw new Error('the account is there');
      return asViewer(world.database, { viewer, requestId: 'test', now: testNow }, work);
    },
  };
}

async function makePeople(tx: Tx): Promise<void> {
  await organisations.saveTypes(tx, [
    organisationTypeInput.parse({ ref: 't', name: 'T', sector: 'government' }),
  ]);
  await organisations.save(
    tx,
    ['moewoe', 'bmet', 'iom', 'outside'].map((ref) => organisationInput.parse({ ref, name: ref, type: 't' })),
  );
  await people.save(
    tx,
    everybody.map((ref) => personInput.parse({ ref, name: ref })),
  );
  await organisations.savePositions(
    tx,
    [
      { person: 'officer', organisation: 'outside' },
      { person: 'stranger', organisation: 'iom' },
    ].map((office) => positionInput.parse({ ref: `p-${office.person}`, title: 'Officer', ...office })),
  );
}

const holding = (person: Who, capacity = 'representative', until_on?: string) => ({
  person,
  capacity,
  until_on,
});

async function makeBody(tx: Tx): Promise<void> {
  await bodies.save(tx, [bodyInput.parse({ ref: 'lm', kind: 'working-group', name: 'Labour' })]);
  await bodies.saveSeats(
    tx,
    [
      { ref: 's-chair', organisation: 'iom', role: 'chair', holders: [holding('chair')] },
      {
        ref: 's-moewoe',
        organisation: 'moewoe',
        role: 'member',
        holders: [
          holding('holder'),
          holding('alternate', 'alternate'),
          holding('former', 'alternate', '2026'),
        ],
      },
      { ref: 's-bmet', organisation: 'bmet', role: 'member', holders: [holding('member')] },
    ].map((seat) => seatInput.parse({ body: 'lm', ...seat })),
  );
}

async function makePoints(tx: Tx): Promise<void> {
  const owners = {
    'of-seat': { kind: 'seat', ref: 's-moewoe' },
    'of-organisation': { kind: 'organisation', ref: 'outside' },
    'of-person': { kind: 'person', ref: 'herself' },
    draft: { kind: 'person', ref: 'herself' },
  };
  await points.save(
    tx,
    Object.entries(owners).map(([ref, owner]) =>
      actionPointInput.parse({
        ref,
        body: 'lm',
        task: `Do what is ${ref}`,
        owner,
        agreed_on: '2026-10-01',
        due_on: '2026-11',
        visibility: 'body',
        published: ref !== 'draft',
      }),
    ),
  );
}
