import { sql } from 'kysely';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { indicatorInput } from '#features/indicators/schema.ts';
import * as indicators from '#features/indicators/server/commands.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';

import * as planActions from '#features/plans/actions/server/commands.ts';
import { actionInput, planInput } from '#features/plans/schema.ts';
import * as plans from '#features/plans/server/commands.ts';
import { ask } from '#features/rounds/progress-reports/server/commands.ts';
import { roundInput } from '#features/rounds/schema.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, publicViewer, type Tx } from '#lib/server/db/viewer.ts';
import { save } from './commands.ts';

/** The day on which most tests happen: within the round, which is due on 30 November. */
export const today = '2026-11-23';

/** Everybody by what they are to the report of `moewoe` on the action `a1` in a plan of the task force. */
export const everybody = [
  'secretary',
  'auditor',
  'chair',
  'member',
  'officer',
  'colleague',
  'other',
  'activist',
  'outsider',
] as const;
export type Who = (typeof everybody)[number];

export type RoundWorld = {
  world: TestDatabase;
  /** Runs as somebody, on a day. */
  as: <T>(who: Who | 'public', work: (tx: Tx) => Promise<T>, day?: string) => Promise<T>;
};

/**
 * A plan of a task force with the actions `a1` (moewoe) and `a2` (bmet), twenty indicators, the round `r` with one level
 * and the round `two` with two, both asked for: reports `r-1`, `r-2`, `two-1`, `two-2`.
 */
export async function openRounds(): Promise<RoundWorld> {
  const world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await makeOffices(tx);
    await makePlan(tx);
    await makeRounds(tx);
  });
  await asSystem(world.database, 'the test makes accounts', async (db) => {
    for (const who of everybody)
      await sql`insert into accounts (id, name, email, email_verified, created_at, updated_at, person_id)
        select ${`account-${who}`}, ${who}, ${`${who}@ministry.example`}, true, ${testNow}, ${testNow}, id
        from people where ref = ${who}`.execute(db);
    for (const [who, duty] of [
      ['secretary', 'secretariat'],
      ['auditor', 'auditor'],
    ])
      await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
        values (${`account-${String(who)}`}, ${duty}, '2026-01-01', 'test', ${testNow}, 'for the test')`.execute(
        db,
      );
  });
  return {
    world,
    as: async (who, work, day = today) => {
      const viewer =
        who === 'public' ? publicViewer : await personViewer(world.database, `account-${who}`, day);
      if (!viewer) throw new Error('the account is there');
      const now = new Date(`${day}T04:00:00Z`);
      return asViewer(world.database, { viewer, requestId: 'test', now, today: day }, work);
    },
  };
}

async function makeOffices(tx: Tx): Promise<void> {
  await organisations.saveTypes(tx, [
    organisationTypeInput.parse({ ref: 't', name: 'Ministry', sector: 'government' }),
    organisationTypeInput.parse({ ref: 'ngo', name: 'NGO', sector: 'civil-society' }),
  ]);
  await organisations.save(tx, [
    ...['moewoe', 'bmet', 'iom'].map((ref) => organisationInput.parse({ ref, name: ref, type: 't' })),
    organisationInput.parse({ ref: 'okup', name: 'okup', type: 'ngo' }),
  ]);
  await people.save(
    tx,
    everybody.map((ref) => personInput.parse({ ref, name: ref })),
  );
  await organisations.savePositions(
    tx,
    [
      { person: 'officer', organisation: 'moewoe' },
      { person: 'colleague', organisation: 'moewoe' },
      { person: 'other', organisation: 'bmet' },
      { person: 'activist', organisation: 'okup' },
    ].map((office) => positionInput.parse({ ref: `p-${office.person}`, title: 'Officer', ...office })),
  );
  await bodies.save(tx, [bodyInput.parse({ ref: 'taskforce', kind: 'task-force', name: 'Task force' })]);
  await bodies.saveSeats(
    tx,
    [
      { ref: 's-chair', organisation: 'iom', role: 'chair', holder: 'chair' },
      { ref: 's-member', organisation: 'iom', role: 'member', holder: 'member' },
    ].map(({ holder, ...seat }) =>
      seatInput.parse({
        body: 'taskforce',
        ...seat,
        holders: [{ person: holder, capacity: 'representative' }],
      }),
    ),
  );
}

async function makePlan(tx: Tx): Promise<void> {
  await plans.save(tx, [planInput.parse({ ref: 'nap', title: 'Plan', body: 'taskforce' })]);
  await planActions.save(
    tx,
    [
      { ref: 'a1', organisation: 'moewoe' },
      { ref: 'a2', organisation: 'bmet' },
      { ref: 'a3', organisation: undefined },
      { ref: 'a4', organisation: 'bmet', until_on: '2026-01' },
    ].map((action, sort) =>
      actionInput.parse({ plan: 'nap', title: `Action ${action.ref}`, sort, ...action }),
    ),
  );
  await indicators.save(
    tx,
    Array.from({ length: 20 }, (_, n) =>
      indicatorInput.parse({
        ref: `i${String(n + 1)}`,
        title: `Indicator ${String(n + 1)}`,
        unit: 'people',
        direction: 'up',
        theme: 'lives',
      }),
    ),
  );
}

async function makeRounds(tx: Tx): Promise<void> {
  const round = {
    plan: 'nap',
    from_on: '2026-01',
    until_on: '2027-01',
    opens_on: '2026-11-01',
    due_on: '2026-11-30',
  };
  await save(tx, [
    roundInput.parse({ ref: 'r', title: 'Round 2026', ...round }),
    roundInput.parse({ ref: 'two', title: 'Second round', levels: 2, ...round }),
  ]);
  await ask(tx, 'r');
  await ask(tx, 'two');
}
