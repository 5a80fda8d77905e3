import { sql } from 'kysely';
import { bodyInput, seatInput, type BodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { agendaItemInput, meetingInput } from '#features/meetings/schema.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { accountViewer } from '#lib/server/db/account-viewer.ts';
import { openTestDatabase, testNow } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, publicViewer, type Tx } from '#lib/server/db/viewer.ts';

/**
 * A group that adopts by silence with a chair, two members and an alternate; another group; somebody for each way of
 * reading minutes: for tests of attendance, minutes and their life.
 */
export const readers = ['chair', 'member', 'alternate', 'outsider', 'stranger', 'secretariat'] as const;
export type Reader = (typeof readers)[number] | 'public';

const today = testNow.toISOString().slice(0, 10);
const dated = { '2026-11-10': 'mtg', '2026-12-10': 'next' } as const;

export async function openMinutesWorld(body: Partial<BodyInput> = {}) {
  const world = await openTestDatabase();
  await world.asSecretariat((tx) => buildRecords(tx, body));
  await asSystem(world.database, 'the test makes accounts', async (db) => {
    for (const reader of readers) {
      await sql`insert into accounts (id, name, email, email_verified, lang, created_at, updated_at, person_id)
        select ${`account-${reader}`}, ${reader}, ${`${reader}@desk.example`}, true, 'en', ${testNow}, ${testNow},
          (select id from people where ref = ${reader})`.execute(db);
    }
    await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      values ('account-secretariat', 'secretariat', '2020-01-01', 'test', ${testNow}, 'to try it')`.execute(
      db,
    );
  });
  const as = async <T>(reader: Reader, work: (tx: Tx) => Promise<T>, now = testNow): Promise<T> => {
    const viewer =
      reader === 'public' ? publicViewer : await accountViewer(world.database, `account-${reader}`, today);
    return asViewer(world.database, { viewer, requestId: 'test', now }, work);
  };
  return { ...world, as };
}

type Holders = Partial<Record<Reader, 'representative' | 'alternate'>>;

async function buildRecords(tx: Tx, body: Partial<BodyInput>): Promise<void> {
  await organisations.saveTypes(tx, [
    organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' }),
    organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
  ]);
  await organisations.save(tx, [
    organisationInput.parse({
      ref: 'iom',
      name: 'Organisation for Migration',
      acronym: 'IOM',
      type: 'agency',
    }),
    organisationInput.parse({ ref: 'mol', name: 'Ministry of Labour', acronym: 'MOL', type: 'ministry' }),
  ]);
  await people.save(
    tx,
    readers.map((ref) => personInput.parse({ ref, name: `Name of ${ref}` })),
  );
  const group = { kind: 'working-group', meeting_visibility: 'public' } as const;
  await bodies.save(tx, [
    bodyInput.parse({ ref: 'labour', name: 'Labour', ...group, adoption: 'silence', quorum: 2, ...body }),
    bodyInput.parse({ ref: 'climate', name: 'Climate', ...group }),
  ]);
  const seats: { ref: string; body: string; role: string; organisation: string; people: Holders }[] = [
    {
      ref: 's-chair',
      body: 'labour',
      role: 'chair',
      organisation: 'mol',
      people: { chair: 'representative' },
    },
    {
      ref: 's-member',
      body: 'labour',
      role: 'member',
      organisation: 'iom',
      people: { member: 'representative', alternate: 'alternate' },
    },
    { ref: 's-observer', body: 'labour', role: 'observer', organisation: 'iom', people: {} },
    {
      ref: 's-outsider',
      body: 'climate',
      role: 'chair',
      organisation: 'iom',
      people: { outsider: 'representative' },
    },
  ];
  await bodies.saveSeats(
    tx,
    seats.map(({ people: holders, ...seat }) =>
      seatInput.parse({
        ...seat,
        from_on: '2023',
        holders: Object.entries(holders).map(([person, capacity]) => ({ person, capacity })),
      }),
    ),
  );
  for (const [day, ref] of Object.entries(dated)) await buildMeeting(tx, ref, day);
}

/** A meeting of the group with two items, the second for its members only. */
export async function buildMeeting(tx: Tx, ref: string, day: string): Promise<void> {
  const meeting = { ref, kind: 'meeting', title: `Meeting ${ref}`, body: 'labour', from_on: day };
  await meetings.save(tx, [meetingInput.parse(meeting)]);
  const item = { meeting: ref, kind: 'discussion' };
  await agenda.save(tx, [
    agendaItemInput.parse({ ...item, ref: `${ref}-1`, position: 1, title: 'Plan for the year' }),
    agendaItemInput.parse({ ...item, ref: `${ref}-2`, position: 2, title: 'Closed', visibility: 'body' }),
  ]);
}
