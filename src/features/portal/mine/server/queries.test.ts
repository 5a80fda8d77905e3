import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { firstDay } from '#lib/dates.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import { list } from './queries.ts';

const today = '2026-11-23';
const inSixtyDays = '2027-01-22';
let world: TestDatabase;

const positions = [
  { ref: 'ends', person: 'shirin', title: 'Joint Secretary', until_on: '2027' },
  { ref: 'ends-late', person: 'shirin', title: 'Adviser', until_on: '2027-01-23' },
  { ref: 'goes-on', person: 'shirin', title: 'Focal point', until_on: '2026-12' },
  { ref: 'next-focal', person: 'karim', title: 'Focal point', from_on: '2026-12' },
  { ref: 'other', person: 'karim', title: 'Director', until_on: '2026-12-01' },
];
const sits = (person: string, until_on?: string, from_on?: string) => ({
  person,
  capacity: 'representative',
  until_on,
  from_on,
});
const seats = [
  // Held by Shirin until the year ends, by nobody after; she has no office in that organisation.
  { ref: 's1', body: 'labour', organisation: 'guild', role: 'member', holders: [sits('shirin', '2027')] },
  // Held until then, and by Karim after.
  {
    ref: 's2',
    body: 'climate',
    organisation: 'guild',
    role: 'member',
    holders: [sits('shirin', '2026-12-31'), sits('karim', undefined, '2026-12-31')],
  },
  // Held by Shirin, and ends itself.
  {
    ref: 's3',
    body: 'climate',
    organisation: 'press',
    role: 'observer',
    until_on: '2026-12-31',
    holders: [sits('shirin')],
  },
  // The chair of one ends and is followed by another organisation; the chair of the other is not.
  {
    ref: 's4',
    body: 'climate',
    organisation: 'guild',
    role: 'chair',
    until_on: '2027',
    holders: [sits('karim')],
  },
  {
    ref: 's5',
    body: 'climate',
    organisation: 'union',
    role: 'chair',
    from_on: '2027',
    holders: [sits('karim')],
  },
  {
    ref: 's6',
    body: 'labour',
    organisation: 'union',
    role: 'chair',
    until_on: '2027',
    holders: [sits('karim')],
  },
  // The organisation stays in the body, but leads it no more: that is no successor in the chair.
  {
    ref: 's7',
    body: 'labour',
    organisation: 'union',
    role: 'member',
    from_on: '2027',
    holders: [sits('karim')],
  },
];
const accounts = [
  { id: 'account-shirin', person: 'shirin', duty: null, conduct: 1 },
  { id: 'account-karim', person: 'karim', duty: null, conduct: null },
  { id: 'account-officer', person: null, duty: 'secretariat', conduct: 1 },
  { id: 'account-runner', person: null, duty: 'administrator', conduct: 0 },
  { id: 'account-auditor', person: null, duty: 'auditor', conduct: 1 },
  { id: 'account-with-passkey', person: null, duty: 'administrator', conduct: 1 },
] as const;

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 't', name: 'T', sector: 'government' }),
    ]);
    await organisations.save(
      tx,
      ['ministry', 'guild', 'union', 'press'].map((ref) =>
        organisationInput.parse({ ref, name: ref, type: 't' }),
      ),
    );
    await people.save(
      tx,
      ['shirin', 'karim'].map((ref) => personInput.parse({ ref, name: ref })),
    );
    await organisations.savePositions(
      tx,
      positions.map((position) => positionInput.parse({ organisation: 'ministry', ...position })),
    );
    await bodies.save(
      tx,
      ['labour', 'climate'].map((ref) => bodyInput.parse({ ref, kind: 'working-group', name: ref })),
    );
    await bodies.saveSeats(
      tx,
      seats.map((seat) => seatInput.parse(seat)),
    );
  });
  await asSystem(world.database, 'accounts for the test', async (db) => {
    for (const { id, person, duty, conduct } of accounts) {
      await sql`insert into accounts (id, name, email, created_at, updated_at, conduct_version, email_verified, person_id)
        values (${id}, ${id}, ${`${id}@ministry.example`}, ${testNow}, ${testNow}, ${conduct}, true,
          (select id from people where ref = ${person}))`.execute(db);
      if (duty)
        await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
          values (${id}, ${duty}, '2026-01-01', 'test', ${testNow}, 'test')`.execute(db);
    }
    await sql`insert into passkeys (id, account_id, name, credential_id, public_key, created_at)
      values ('p', 'account-with-passkey', 'Phone', 'c', 'k', ${testNow})`.execute(db);
    await sql`insert into access_requests (name, email, organisation, reason, lang, created_at, decided_at) values
      ('Waiting One', 'one@elsewhere.example', 'O', 'to read', 'en', ${testNow}, null),
      ('Waiting Two', 'two@elsewhere.example', 'O', 'to read', 'bn', ${testNow}, null),
      ('Decided', 'three@elsewhere.example', 'O', 'to read', 'en', ${testNow}, ${testNow})`.execute(db);
  });
}, 60_000);
afterAll(() => world.close());

const endsSoon = (until: string | undefined) =>
  until !== undefined && firstDay(until) > today && firstDay(until) <= inSixtyDays;
const from = ({ from_on }: { from_on?: string | undefined }) => (from_on ? firstDay(from_on) : '');
const leads = (role: string) => ['chair', 'co-chair', 'coordinator'].includes(role);

type Account = (typeof accounts)[number];
type Seat = (typeof seats)[number];
const decides = ({ duty }: Account) => duty === 'secretariat' || duty === 'administrator';
const holds = (seat: Seat, person: string | null) =>
  from(seat) <= today && seat.holders.some((holder) => holder.person === person && from(holder) <= today);

function ofAccount(account: Account): string[] {
  const asksFactor = decides(account) && account.id !== 'account-with-passkey';
  return [
    ...(decides(account) ? ['access_request Waiting One', 'access_request Waiting Two'] : []),
    ...(account.conduct === 1 ? [] : ['conduct Code of conduct']),
    ...(asksFactor ? ['second_factor Second factor'] : []),
  ];
}

function ofPositions({ person }: Account): string[] {
  return positions
    .filter((mine) => mine.person === person && endsSoon(mine.until_on))
    .filter(
      (mine) =>
        !positions.some(
          (next) =>
            next !== mine && next.title === mine.title && from(next) >= firstDay(mine.until_on ?? '9999'),
        ),
    )
    .map(({ title }) => `position_ending ${title}`);
}

function isFollowed(seat: Seat): boolean {
  return seats.some(
    (next) =>
      next.body === seat.body &&
      from(next) >= firstDay(seat.until_on ?? '9999') &&
      (leads(seat.role) ? leads(next.role) : next.organisation === seat.organisation),
  );
}

function ofSeats({ person, duty }: Account): string[] {
  const runs = (body: string) =>
    seats.some((own) => own.body === body && leads(own.role) && holds(own, person));
  return seats
    .filter((seat) => endsSoon(seat.until_on) && !isFollowed(seat))
    .filter((seat) => duty === 'secretariat' || holds(seat, person) || runs(seat.body))
    .map(({ organisation, body }) => `seat_ending ${organisation} ${body}`);
}

function ofHoldings({ person }: Account): string[] {
  return seats
    .filter((seat) => holds(seat, person) && seat.holders.every((holder) => holder.person === person))
    .filter(({ holders }) => endsSoon(holders[0]?.until_on))
    .map(({ organisation, body }) => `holding_ending ${organisation} ${body}`);
}

/** What should be due, found the plain way: every row of what was written above is looked at for everybody. */
const expected = (account: Account): string[] =>
  [ofAccount, ofPositions, ofSeats, ofHoldings].flatMap((look) => look(account)).sort();

const asked = [
  'access_request',
  'conduct',
  'second_factor',
  'position_ending',
  'seat_ending',
  'holding_ending',
];

async function found(account: string, more: { everyoneShowsTwo?: boolean } = {}): Promise<string[]> {
  const viewer = await personViewer(world.database, account, today);
  if (!viewer) throw new Error('the account is there');
  const dues = await asViewer(world.database, { viewer, requestId: 'test', now: testNow }, (tx) =>
    list(tx, { account, access: viewer.access, today, ...more }),
  );
  return dues
    .filter(({ kind }) => asked.includes(kind))
    .map(({ kind, title, within, path }) =>
      [kind, title.en, within && path.startsWith('/bodies') ? within.en : ''].filter(Boolean).join(' '),
    )
    .sort();
}

test.each(accounts)(
  'nothing is missing for $id, and nothing is too much, against a plain look',
  async (account) => {
    expect(await found(account.id)).toEqual(expected(account));
  },
);

test('the plain look finds something of every kind, or it would prove nothing', () => {
  const kinds = accounts.flatMap((account) => expected(account).map((line) => line.split(' ')[0]));
  expect([...new Set(kinds)].sort()).toEqual([...asked].sort());
  expect(expected(accounts[0])).toEqual([
    'holding_ending guild labour',
    'position_ending Joint Secretary',
    'seat_ending press climate',
  ]);
});

test('a request for access is told to nobody who may not decide on it, not even to an auditor', async () => {
  expect(await found('account-auditor')).toEqual([]);
  expect((await found('account-shirin')).join()).not.toContain('Waiting');
});

test('where everyone must show a second factor, everyone without one is asked', async () => {
  expect(await found('account-auditor', { everyoneShowsTwo: true })).toEqual(['second_factor Second factor']);
  expect(await found('account-with-passkey', { everyoneShowsTwo: true })).not.toContain(
    'second_factor Second factor',
  );
});
