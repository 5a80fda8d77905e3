import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bodyInput, seatInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { organisationInput, organisationTypeInput, positionInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { sendLetter } from '#lib/server/mail/post.ts';
import { accountOfToken, stopToken } from '#lib/server/mail/stop-links.ts';
import { openMailServer, postTo, testHead } from '#lib/server/mail/testing.ts';
import { chooseWeekly, endWeekly, leaveWeekly, weekDue, type Weekly } from '#lib/server/mail/weekly.ts';
import { dueLines } from './jobs.ts';
import { list } from './queries.ts';

const today = '2026-11-23';
const secret = 's'.repeat(43);
const weekly: Weekly = {
  week: { weekday: 1, hour: 8, timeZone: 'Asia/Dhaka' },
  origin: testHead.origin,
  secret,
  dueFor: dueLines(testHead.origin),
};
const names = { source: 'en', en: 'Labour Group', bn: 'শ্রম গ্রুপ', status: { en: 'original', bn: 'official' } };

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 't', name: 'T', sector: 'government' }),
    ]);
    await organisations.save(
      tx,
      ['own', 'a', 'b', 'c', 'd'].map((ref) =>
        organisationInput.parse({ ref, name: { en: `Organisation ${ref}`, bn: `সংস্থা ${ref}` }, type: 't' }),
      ),
    );
    await people.save(
      tx,
      ['shirin', 'other'].map((ref) => personInput.parse({ ref, name: ref })),
    );
    await organisations.savePositions(tx, [
      positionInput.parse({
        ref: 'p',
        person: 'shirin',
        organisation: 'own',
        title: 'Focal point',
        from_on: '2024',
      }),
    ]);
    await bodies.save(tx, [
      bodyInput.parse({ ref: 'labour', kind: 'working-group', name: names }),
      bodyInput.parse({ ref: 'climate', kind: 'working-group', name: 'Climate Group' }),
      bodyInput.parse({ ref: 'planned', kind: 'working-group', name: 'Planned', proposed_on: '2026' }),
    ]);
    const held = [{ person: 'shirin', capacity: 'representative' }];
    const others = [{ person: 'other', capacity: 'representative' }];
    await bodies.saveSeats(
      tx,
      [
        // Shirin runs the labour group, which nobody leads since 2025; her own seat is in order.
        { ref: 's1', body: 'labour', organisation: 'own', role: 'secretariat', holders: held },
        { ref: 's2', body: 'labour', organisation: 'a', role: 'chair', from_on: '2023', until_on: '2025' },
        { ref: 's3', body: 'labour', organisation: 'b', role: 'member', from_on: '2026' },
        { ref: 's4', body: 'labour', organisation: 'c', role: 'member', from_on: '2026-03' },
        {
          ref: 's5',
          body: 'labour',
          organisation: 'd',
          role: 'member',
          from_on: '2024',
          until_on: '2027',
          holders: others,
        },
        {
          ref: 's6',
          body: 'labour',
          organisation: 'a',
          role: 'member',
          from_on: '2025',
          until_on: '2026-09',
        },
        // In the climate group her organisation holds a seat nobody fills; the rest is not hers.
        { ref: 's7', body: 'climate', organisation: 'own', role: 'member', from_on: '2026-05' },
        { ref: 's8', body: 'climate', organisation: 'a', role: 'member' },
      ].map((row) => seatInput.parse(row)),
    );
  });
}, 60_000);
afterAll(() => world.close());

const account = (id: string, person: string | null, more = sql`true, true, null`) => sql`
  insert into accounts (id, name, email, created_at, updated_at, lang, conduct_version, person_id, email_verified,
    weekly_letter, closed_at)
  values (${id}, ${id}, ${`${id}@ministry.example`}, ${testNow}, ${testNow}, 'bn', 1,
    (select id from people where ref = ${person}), ${more})`;

beforeEach(() =>
  asSystem(world.database, 'each test begins with one account', async (db) => {
    await sql`delete from outbox`.execute(db);
    await sql`delete from weekly_letters`.execute(db);
    await sql`delete from grants`.execute(db);
    await sql`delete from accounts`.execute(db);
    await account('shirin-account', 'shirin').execute(db);
  }),
);

const run = async (now: Date) => leaveWeekly(world.database, weekly, now);
const later = (hours: number) => new Date(testNow.getTime() + hours * 3_600_000);
const waiting = () =>
  asSystem(world.database, 'looks', (db) => db.selectFrom('outbox').selectAll().orderBy('id').execute());

/** What should be due, asked another way: straight from the tables, past the policies. */
async function expected(): Promise<string[]> {
  const { rows } = await asSystem(world.database, 'asks the same another way', (db) =>
    sql<{ line: string }>`
      with mine as (select s.*, b.name as body, b.ref as place, o.ref as organisation from seats s
        join bodies b on b.id = s.body_id join organisations o on o.id = s.organisation_id
        where b.ref = 'labour' or o.ref = 'own')
      select 'lead_missing labour' as line
        where not exists (select from mine where place = 'labour' and role in ('chair', 'co-chair', 'coordinator')
          and until_on is null)
      union all select 'representative_missing ' || organisation || ' ' || place from mine m
        where until_on is null and not exists (select from seat_holders h where h.seat_id = m.id)
      union all select 'seat_ending ' || organisation || ' ' || place from mine where until_on = '2027'
      union all select 'seat_ended ' || organisation || ' ' || place from mine where until_on = '2026-09'`.execute(
      db,
    ),
  );
  return rows.map(({ line }) => line).sort();
}

test('a person with six duties gets one letter with all six, in her language, and nothing is missing against a query', async () => {
  expect(await expected()).toHaveLength(6);
  const viewer = await personViewer(world.database, 'shirin-account', today);
  if (!viewer) throw new Error('the account is there');
  const dues = await asViewer(world.database, { viewer, requestId: 'test', now: testNow }, (tx) =>
    list(tx, { account: viewer.account, access: viewer.access, today }),
  );
  const asLine = ({ kind, title, path }: (typeof dues)[number]) =>
    kind === 'lead_missing'
      ? 'lead_missing labour'
      : `${kind} ${String(title.en).split(' ')[1] ?? ''} ${path.split('/')[2] ?? ''}`;
  expect(dues.map(asLine).sort()).toEqual(await expected());
  expect(dues[0]).toMatchObject({ kind: 'lead_missing', since: '2025', ground: 'runs' });
  expect(dues.find(({ path }) => path === '/bodies/climate')).toMatchObject({ ground: 'organisation' });

  expect(await run(testNow)).toBe(1);
  const server = await openMailServer();
  const handlers = { 'mail.send': sendLetter(world.database, postTo(server.port)) };
  const failures: unknown[] = [];
  await openJobs(world.database, handlers, (error) => failures.push(error)).runDue(testNow);
  await server.close();
  expect(failures).toEqual([]);
  const [letter, ...more] = server.arrived;
  expect(more).toEqual([]);
  expect(letter?.to).toEqual(['shirin-account@ministry.example']);
  expect(letter?.mail.subject).toBe('আমার তালিকা: ৬টি কাজ বাকি');
  const text = letter?.mail.text ?? '';
  expect(text.match(/^• /gmu)).toHaveLength(6);
  expect(text).toContain('নেতৃত্ব কে দেবেন, তা লিখুন: শ্রম গ্রুপ');
  expect(text).toContain('২৩ নভেম্বর ২০২৬');
  expect(letter?.mail.headers.get('list')).toMatchObject({
    unsubscribe: {
      url: expect.stringContaining('https://network.example/bn/letters/stop/shirin-account.') as string,
    },
  });
  expect(letter?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/mu);
});

test('there is one letter for account and week, with several processes, restarts and a second look', async () => {
  const counts = await Promise.all([run(testNow), run(testNow), run(later(1))]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await run(later(20))).toBe(0);
  expect(await waiting()).toHaveLength(1);
  expect(await run(later(7 * 24))).toBe(1);
  expect(await waiting()).toHaveLength(2);
});

test('nobody gets a letter who has nothing to do, wants none, did not confirm the address, or is gone', async () => {
  await asSystem(world.database, 'more accounts', async (db) => {
    await account('nothing-to-do', null).execute(db);
    await account('wants-none', null, sql`true, false, null`).execute(db);
    await account('not-confirmed', null, sql`false, true, null`).execute(db);
    await account('closed-account', null, sql`true, true, ${testNow}`).execute(db);
    await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      select id, 'secretariat', '2026-01-01', 'test', ${testNow}, 'test' from accounts
      where id in ('wants-none', 'not-confirmed', 'closed-account')`.execute(db);
    await sql`update seats set archived_at = ${testNow} where ref = 's8'`.execute(db);
  });
  await run(testNow);
  const letters = await waiting();
  expect(letters.map(({ payload }) => (payload as { to: string }).to)).toEqual([
    'shirin-account@ministry.example',
  ]);
});

test('the secretariat is asked about every body, a member of the network about what is hers only', async () => {
  await asSystem(world.database, 'a grant', (db) =>
    sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      values ('shirin-account', 'secretariat', '2026-01-01', 'test', ${testNow}, 'test')`.execute(db),
  );
  const viewer = await personViewer(world.database, 'shirin-account', today);
  if (!viewer) throw new Error('the account is there');
  const dues = await asViewer(world.database, { viewer, requestId: 'test', now: testNow }, (tx) =>
    list(tx, { account: viewer.account, access: viewer.access, today }),
  );
  expect(dues.filter(({ kind, path }) => kind === 'lead_missing' && path === '/bodies/climate')).toHaveLength(
    1,
  );
  // A body that is only planned lacks no lead yet; its name has no Bangla, which is asked of the secretariat.
  expect(dues.filter(({ path }) => path === '/bodies/planned').map(({ kind }) => kind)).toEqual([
    'translation_missing',
  ]);
});

test('a link ends the letter without signing in, for that account and nothing else', async () => {
  const token = stopToken(secret, 'shirin-account');
  expect(accountOfToken(secret, token)).toBe('shirin-account');
  for (const forged of [
    token.replace('shirin', 'others'),
    `${token}x`,
    token.slice(0, -1),
    stopToken('another secret of the same length as usual', 'shirin-account'),
    'shirin-account.',
    '.',
    '',
  ])
    expect(accountOfToken(secret, forged)).toBeNull();
  await endWeekly(world.database, 'shirin-account');
  await endWeekly(world.database, 'shirin-account');
  expect(await run(testNow)).toBe(0);
});

test('a person switches her own letter off and on, and nobody else’s', async () => {
  await asSystem(world.database, 'another account', (db) => account('somebody-else', null).execute(db));
  const viewer = await personViewer(world.database, 'shirin-account', today);
  if (!viewer) throw new Error('the account is there');
  const asShirin = <T>(work: Parameters<typeof asViewer<T>>[2]) =>
    asViewer(world.database, { viewer, requestId: 'test', now: testNow }, work);
  await asShirin((tx) => chooseWeekly(tx, false));
  const other = await asShirin((tx) =>
    tx.db
      .updateTable('accounts')
      .set({ weekly_letter: false })
      .where('id', '=', 'somebody-else')
      .executeTakeFirst(),
  );
  expect(Number(other.numUpdatedRows)).toBe(0);
  expect(await run(testNow)).toBe(0);
});

test.each([
  ['before its hour', '2026-11-23T01:59:00Z', null],
  ['at its hour, in the zone of the country', '2026-11-23T02:00:00Z', '2026-11-23'],
  ['two days later, because nothing ran', '2026-11-25T10:00:00Z', '2026-11-23'],
  ['too late', '2026-11-26T10:00:00Z', null],
  ['on the eve, though it is Monday in Dhaka already', '2026-11-22T20:00:00Z', null],
])('the letter of a week is due %s', (_, at, day) => {
  expect(weekDue(weekly.week, new Date(at))).toBe(day);
});
