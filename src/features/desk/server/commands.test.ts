import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import type { Noun } from '../schema.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import * as desk from './commands.ts';
import * as queries from './queries.ts';

let world: TestDatabase;
const accounts: Record<string, Viewer> = {};
beforeAll(async () => {
  world = await openTestDatabase();
  accounts['anna'] = await accountFor(world.database, 'anna', ['secretariat']);
  accounts['bimal'] = await accountFor(world.database, 'bimal', ['secretariat']);
  await world.asSecretariat((tx) =>
    organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]),
  );
}, 120_000);
afterAll(() => world.close());

const as = <T>(viewer: Viewer | undefined, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer: viewer ?? { kind: 'public' }, requestId: 'test', now: testNow }, work);
const shown = { visibility: 'public', published: 'yes' };
const person = (name: string, more: Typed = {}): Typed => ({
  'name.en': name,
  'name.source': 'en',
  ...shown,
  ...more,
});
const add = (noun: Noun, typed: Typed) => as(accounts['anna'], (tx) => desk.create(tx, noun, typed));
const open = (noun: Noun, ref: string) => as(accounts['anna'], (tx) => queries.open(tx, noun, ref));
const save = (who: string, ref: string, sent: Sent, noun: Noun = 'people') =>
  as(accounts[who], (tx) => desk.change(tx, noun, ref, sent));

describe('recording by form', () => {
  test('every kind: what was typed stands, in both languages, dates as typed in either script', async () => {
    const karim = await add('people', person('Karim', { 'name.bn': 'করিম', aliases: 'K.\n\nKarim Sir' }));
    const ministry = await add(
      'organisations',
      person('Home Affairs', { type: 'ministry', website: 'https://mha.gov.bd' }),
    );
    const body = await add('bodies', {
      ...person('Labour group'),
      kind: 'working-group',
      established_on: '২০১৯-০৭',
      member_count: '১২',
    });
    const position = await add('positions', {
      person: karim,
      organisation: ministry,
      'title.bn': 'সচিব',
      'title.source': 'bn',
      from_on: '2022',
      ...shown,
    });
    const seat = await add('seats', {
      body,
      organisation: ministry,
      role: 'chair',
      from_on: '2023',
      until_on: '2024',
      'holders.0.person': karim,
      'holders.0.capacity': 'representative',
      'holders.3.person': '',
      ...shown,
    });
    expect([karim, ministry, body, position, seat]).toEqual([
      'karim',
      'home-affairs',
      'labour-group',
      'karim-home-affairs',
      'labour-group-home-affairs-chair',
    ]);
    expect((await open('people', karim)).typed).toMatchObject({
      'name.bn': 'করিম',
      aliases: 'K.\nKarim Sir',
    });
    expect((await open('bodies', body)).typed).toMatchObject({
      established_on: '2019-07',
      member_count: '12',
    });
    expect((await open('seats', seat)).typed).toMatchObject({
      'holders.0.person': 'karim',
      'holders.0.capacity': 'representative',
    });
    for (const [noun, ref] of [
      ['people', karim],
      ['organisations', ministry],
      ['bodies', body],
      ['positions', position],
      ['seats', seat],
    ] as const) {
      const { typed, version } = await open(noun, ref);
      expect([noun, (await save('anna', ref, { typed, version }, noun))?.outcome]).toEqual([
        noun,
        'unchanged',
      ]);
    }
  });

  test('the same form sent twice makes one record; another of the same name gets a number', async () => {
    const typed = person('Two Times');
    expect([await add('people', typed), await add('people', typed)]).toEqual(['two-times', 'two-times']);
    expect(await add('people', { ...typed, aliases: 'the other' })).toBe('two-times-2');
  });

  test('says which field is wrong, and what is expected there', async () => {
    const attempt = add('positions', {
      person: '',
      organisation: 'home-affairs',
      'title.en': 'x',
      from_on: '2024-13',
      ...shown,
    });
    await expect(attempt).rejects.toMatchObject({
      status: 422,
      problems: [
        { control: 'person', message: 'form_error_missing' },
        { control: 'from_on', message: 'form_error_no_such_day' },
      ],
    });
    const backwards = {
      person: 'karim',
      organisation: 'home-affairs',
      'title.en': 'x',
      from_on: '2024',
      until_on: '2023',
      ...shown,
    };
    await expect(add('positions', backwards)).rejects.toMatchObject({
      problems: [{ control: 'until_on', message: 'form_error_period' }],
    });
  });

  test('a translation that nobody touched is stale once its original changed', async () => {
    const ref = await add('people', person('Status', { 'name.bn': 'অবস্থা' }));
    const { typed, version } = await open('people', ref);
    await save('anna', ref, { typed: { ...typed, 'name.en': 'Another' }, version });
    const row = await as(accounts['anna'], (tx) =>
      tx.db.selectFrom('people').select('name').where('ref', '=', ref).executeTakeFirstOrThrow(),
    );
    expect(row.name.status).toEqual({ en: 'original', bn: 'stale' });
  });
});

describe('archiving', () => {
  test('takes a record out of lists and search; its address answers; restoring puts it back; the history says why', async () => {
    const ref = await add('organisations', person('Short-lived Bureau', { type: 'ministry' }));
    const listed = async () =>
      (
        await as(accounts['anna'], (tx) =>
          queries.list(tx, 'organisations', { archived: false, page: 1, size: 99 }),
        )
      ).rows.map((row) => row.ref);
    const archive = (archived: boolean, reason: string) =>
      as(accounts['anna'], (tx) => desk.archive(tx, 'organisations', ref, { archived, reason }));
    await archive(true, 'merged into another');
    expect(await listed()).not.toContain(ref);
    expect((await open('organisations', ref)).archivedAt).toEqual(testNow);
    await archive(true, 'again');
    await archive(false, 'it was not');
    expect(await listed()).toContain(ref);
    const entries = await as(accounts['bimal'], (tx) =>
      tx.db
        .selectFrom('history')
        .select(['action', 'reason', 'version'])
        .where('ref', '=', ref)
        .orderBy('number')
        .execute(),
    );
    expect(entries.map(({ action, reason, version }) => [action, reason, version])).toEqual([
      ['create', null, 1],
      ['archive', 'merged into another', 2],
      ['restore', 'it was not', 3],
    ]);
    await expect(archive(true, ' ')).rejects.toMatchObject({ code: 'record.reason_missing' });
  });
});

test('who votes in a body is chosen by form, also nobody new by leaving it alone', async () => {
  const roles = async (ref: string) => {
    const row = await as(accounts['anna'], (tx) =>
      tx.db.selectFrom('bodies').select('voting_roles').where('ref', '=', ref).executeTakeFirst(),
    );
    return row?.voting_roles;
  };
  const edited = async (ref: string, typed: Typed) => {
    const opened = await open('bodies', ref);
    await save('anna', ref, { typed: { ...opened.typed, ...typed }, version: opened.version }, 'bodies');
  };
  // A form that does not ask, as a program's, gets what is usual.
  const ref = await add('bodies', { ...person('Voting group'), kind: 'working-group' });
  expect(await roles(ref)).toEqual(['chair', 'co-chair', 'coordinator', 'member']);
  await edited(ref, { 'voting_roles.observer': 'yes', 'voting_roles.member': '' });
  expect(await roles(ref)).toEqual(['chair', 'co-chair', 'coordinator', 'observer']);
  await edited(ref, { 'name.en': 'Voting group, renamed' });
  expect(await roles(ref)).toEqual(['chair', 'co-chair', 'coordinator', 'observer']);
  const none = ['coordinator', 'chair', 'co-chair', 'observer'].map((role) => [`voting_roles.${role}`, '']);
  await edited(ref, Object.fromEntries(none) as Typed);
  expect(await roles(ref)).toEqual([]);
});

test('Bangla typed with a Bijoy font is not changed silently: it is shown before and after, and a person chooses', async () => {
  const typed = person('Legacy', { aliases: 'ˆe‡`wkK Kg©ms¯’vb' });
  const asked = add('people', typed);
  await expect(asked).rejects.toMatchObject({
    problems: [
      {
        control: 'aliases',
        message: 'form_error_legacy',
        values: { before: 'ˆe‡`wkK Kg©ms¯’vb', after: 'বৈদেশিক কর্মসংস্থান' },
      },
    ],
  });
  const taken = await add('people', { ...typed, 'legacy.aliases': 'unicode' });
  expect((await open('people', taken)).typed['aliases']).toBe('বৈদেশিক কর্মসংস্থান');

  const kept = await add('people', { ...person('Kept'), aliases: 'A½xKvi', 'legacy.aliases': 'typed' });
  const { typed: stands, version } = await open('people', kept);
  expect(stands['aliases']).toBe('A½xKvi');
  await save('anna', kept, { typed: { ...stands, 'name.en': 'Kept, renamed' }, version });
  const edited = save('anna', kept, { typed: { ...stands, aliases: 'Kg©cwiKíbv' }, version: 2 });
  await expect(edited).rejects.toMatchObject({ problems: [{ control: 'aliases' }] });
});
