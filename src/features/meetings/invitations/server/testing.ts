import { sql } from 'kysely';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import type { Sending } from '#features/meetings/invitations/server/exports.ts';
import { meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { asSystem, asViewer, type Tx } from '#lib/server/db/viewer.ts';

export const today = '2026-11-23';

/** What they are to the labour group `lm`; the member has a seat and no account, the stranger an account and no seat. */
export const everybody = ['chair', 'holder', 'alternate', 'member', 'stranger'] as const;
export type Who = (typeof everybody)[number];

export const sending: Sending = {
  origin: 'https://network.example',
  secret: 'a secret of a test, which protects nothing',
  timeZone: 'Asia/Dhaka',
  owner: 'bdunnm',
};

/** The meeting that is called together, as it stands at first. */
export const meeting = {
  ref: 'lm-1',
  body: 'lm',
  kind: 'meeting',
  title: { en: 'Fourth meeting', bn: 'চতুর্থ সভা' },
  from_on: '2026-12-01',
  starts_at: '10:00',
  ends_at: '12:00',
  venue: { en: 'Conference room', bn: 'সম্মেলন কক্ষ' },
  visibility: 'body',
};

export type Group = {
  world: TestDatabase;
  /** Runs as one of them with the rights of today. */
  as: <T>(who: Who, work: (tx: Tx) => Promise<T>, now?: Date) => Promise<T>;
  /** Saves the meeting, changed. */
  change: (changes: Record<string, unknown>) => Promise<void>;
};

/** A labour group with seats, its people, and a meeting of its own on 1 December 2026. */
export async function openGroup(): Promise<Group> {
  const world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'government' }),
    ]);
    await organisations.save(
      tx,
      ['iom', 'moewoe', 'bmet'].map((ref) => organisationInput.parse({ ref, name: ref, type: 'agency' })),
    );
    await people.save(
      tx,
      everybody.map((ref) => personInput.parse({ ref, name: `Person ${ref}` })),
    );
    await bodies.save(
      tx,
      [
        { ref: 'bdunnm', kind: 'network', name: 'Network' },
        { ref: 'lm', kind: 'working-group', name: 'Labour group', parent: 'bdunnm' },
      ].map((body) => bodyInput.parse(body)),
    );
    await bodies.saveSeats(
      tx,
      seats.map((seat) => seatInput.parse({ body: 'lm', ...seat })),
    );
    await meetings.save(tx, [meetingInput.parse(meeting)]);
  });
  await asSystem(world.database, 'the test makes accounts', async (db) => {
    for (const who of everybody.filter((one) => one !== 'member'))
      await sql`insert into accounts (id, name, email, email_verified, lang, created_at, updated_at, person_id)
        select ${`account-${who}`}, ${who}, ${`${who}@ministry.example`}, true, ${who === 'holder' ? 'bn' : 'en'},
          ${testNow}, ${testNow}, id from people where ref = ${who}`.execute(db);
  });
  return {
    world,
    as: async (who, work, now = testNow) => {
      const viewer = await personViewer(world.database, `account-${who}`, today);
      if (!viewer) throw new Error('the account is there');
      return asViewer(world.database, { viewer, requestId: 'test', now }, work);
    },
    change: (changes) =>
      world.asSecretariat(async (tx) => {
        await meetings.save(tx, [meetingInput.parse({ ...meeting, ...changes })]);
      }),
  };
}

const seats = [
  {
    ref: 's-chair',
    organisation: 'iom',
    role: 'chair',
    holders: [{ person: 'chair', capacity: 'representative' }],
  },
  {
    ref: 's-moewoe',
    organisation: 'moewoe',
    role: 'member',
    holders: [
      { person: 'holder', capacity: 'representative' },
      { person: 'alternate', capacity: 'alternate' },
    ],
  },
  {
    ref: 's-bmet',
    organisation: 'bmet',
    role: 'member',
    holders: [{ person: 'member', capacity: 'representative' }],
  },
];
