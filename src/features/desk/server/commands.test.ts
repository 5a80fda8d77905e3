import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import type { Duty } from '#lib/access.ts';
import { typedIn, type Typed } from '#lib/forms/fields.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { RecordConflict } from '#lib/server/history/conflict.ts';
import { verifyHistory } from '#lib/server/history/chain.ts';
import { forms, nouns, type Noun } from '../schema.ts';
import * as desk from './commands.ts';
import * as queries from './queries.ts';

let world: TestDatabase;
const accounts: Record<string, Viewer> = {};

/** An account with these duties, as sign-in makes it. */
async function account(name: string, ...duties: Duty[]): Promise<Viewer> {
  const id = `account-${name}`;
  await asSystem(world.database, 'the test makes accounts', (db) =>
    db
      .insertInto('accounts')
      .values({ id, name, email: `${name}@example.org`, created_at: testNow, updated_at: testNow })
      .execute(),
  );
  const access = { duties, bodies: [], organisations: [], inNetwork: duties.length > 0 };
  return { kind: 'person', account: id, actor: name, access };
}

const as = <T>(viewer: Viewer | undefined, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer: viewer ?? { kind: 'public' }, requestId: 'test', now: testNow }, work);

beforeAll(async () => {
  world = await openTestDatabase();
  for (const [name, duties] of [
    ['anna', ['secretariat']],
    ['bimal', ['secretariat']],
    ['auditor', ['auditor']],
    ['administrator', ['administrator']],
    ['steward', ['data-steward']],
    ['nobody', []],
  ] as [string, Duty[]][])
    accounts[name] = await account(name, ...duties);
  await world.asSecretariat((tx) =>
    organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]),
  );
}, 120_000);
afterAll(() => world.close());

const shown = { visibility: 'public', published: 'yes' };
const person = (name: string, more: Typed = {}): Typed => ({
  'name.en': name,
  'name.source': 'en',
  ...shown,
  ...more,
});
const add = (noun: Noun, typed: Typed) => as(accounts['anna'], (tx) => desk.create(tx, noun, typed));
const open = (noun: Noun, ref: string) => as(accounts['anna'], (tx) => queries.open(tx, noun, ref));
const save = (who: string, ref: string, sent: desk.Sent, noun: Noun = 'people') =>
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
        { control: 'from_on', message: 'form_error_date' },
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

describe('two who change the same record', () => {
  test('nothing is overwritten: the second one sees both states, who changed it, and chooses', async () => {
    const ref = await add('people', person('Both', { aliases: 'first' }));
    const opened = await open('people', ref);
    await save('bimal', ref, { typed: { ...opened.typed, 'name.en': 'By Bimal' }, version: 1 });
    const typed = { ...opened.typed, 'name.en': 'By Anna', aliases: 'by anna' };
    await expect(save('anna', ref, { typed, version: 1 })).rejects.toMatchObject({
      code: 'record.conflict',
      status: 409,
    });

    const clash = await as(accounts['anna'], (tx) => queries.clash(tx, 'people', ref, { typed, version: 1 }));
    expect(clash.version).toBe(2);
    expect(clash.differences.map(({ field, touched, by }) => [field.name, touched, by?.actor])).toEqual([
      ['name', 'both', 'bimal'],
      ['aliases', 'mine', undefined],
    ]);

    const again = { typed, version: 2, base: 1 };
    await expect(save('anna', ref, again)).rejects.toMatchObject({ problems: [{ control: 'keep.name' }] });
    await save('anna', ref, { ...again, choices: new Map([['keep.name', 'theirs']]) });
    expect((await open('people', ref)).typed).toMatchObject({ 'name.en': 'By Bimal', aliases: 'by anna' });
  });

  test('who only changes rows the record owns is noticed too', async () => {
    const ref = 'labour-group-home-affairs-chair';
    const { typed, version } = await open('seats', ref);
    await save('bimal', ref, { typed: { ...typed, 'holders.0.capacity': 'alternate' }, version }, 'seats');
    const mine = save('anna', ref, { typed: { ...typed, until_on: '2025' }, version }, 'seats');
    await expect(mine).rejects.toMatchObject({ status: 409 });
  });

  test('whoever wants what already stands is in nobody’s way', async () => {
    const ref = await add('people', person('Agreed'));
    const { typed } = await open('people', ref);
    await save('bimal', ref, { typed: { ...typed, aliases: 'x' }, version: 1 });
    expect(await save('anna', ref, { typed: { ...typed, aliases: 'x' }, version: 1 })).toMatchObject({
      outcome: 'unchanged',
    });
  });

  test.each([0, -1, 2_147_483_647])('a made-up version %i saves nothing', async (version) => {
    const { typed } = await open('people', 'agreed');
    await expect(save('anna', 'agreed', { typed: { ...typed, aliases: 'forged' }, version })).rejects.toThrow(
      'conflict',
    );
  });

  test(
    'an acknowledged change is never lost, whatever the order of opening, saving and choosing',
    { timeout: 120_000 },
    async () => {
      const step = fc.record({
        who: fc.constantFrom('anna', 'bimal'),
        does: fc.constantFrom('open', 'save'),
        field: fc.constantFrom('name.en', 'aliases', 'note.en'),
        choice: fc.constantFrom('mine', 'theirs'),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
          run += 1;
          const ref = await add('people', person(`Run ${String(run)}`));
          const first = await open('people', ref);
          const screens = new Map<string, { typed: Typed; version: number }>();
          // What everybody was told is saved: the last acknowledged value of each field. Only a person who chose
          // knowingly replaces it.
          const acknowledged: Typed = { ...first.typed };
          for (const [at, { who, does, field, choice }] of steps.entries()) {
            const screen = screens.get(who) ?? first;
            if (does === 'open') {
              screens.set(who, await open('people', ref));
              continue;
            }
            const typed = { ...screen.typed, [field]: `${who} ${String(at)}` };
            try {
              await save(who, ref, { typed, version: screen.version });
              expect(acknowledged[field]).toBe(screen.typed[field]);
              acknowledged[field] = typed[field] ?? '';
            } catch (error) {
              expect(error).toMatchObject({ code: 'record.conflict' });
              const clash = await as(accounts[who], (tx) =>
                queries.clash(tx, 'people', ref, { typed, version: screen.version }),
              );
              const keep = (touched: string) => (touched === 'both' ? choice : touched);
              const choices = new Map(
                clash.differences.map((one) => [`keep.${one.field.name}`, keep(one.touched)]),
              );
              await save(who, ref, { typed, version: clash.version, base: screen.version, choices });
              for (const one of clash.differences)
                if (keep(one.touched) === 'mine')
                  for (const name of Object.keys(typed))
                    if (name.split('.')[0] === one.field.name) acknowledged[name] = typed[name] ?? '';
            }
            screens.set(who, await open('people', ref));
            expect((await open('people', ref)).typed).toEqual(acknowledged);
          }
        }),
        { numRuns: 12 },
      );
      expect((await asSystem(world.database, 'verifies', (db) => verifyHistory(db))).faults).toEqual([]);
    },
  );
});

describe('attacks on the forms', () => {
  test('fields that no form has are not read, whatever is sent', async () => {
    const sent = {
      ...person('Mass'),
      id: '1',
      ref: 'gcm',
      version: '9',
      reach: '4',
      is_public: 'true',
      archived_at: '2020',
      audience_id: '1',

      'name.status': 'official',
      expected: '3',
    };
    const typed = typedIn(forms.people.fields, new Map(Object.entries(sent)));
    expect(Object.keys(typed).sort()).toEqual(['name.en', 'name.source', 'published', 'visibility']);
    const ref = await add('people', sent);
    expect(ref).toBe('mass');
    expect(await open('people', ref)).toMatchObject({ version: 1, archivedAt: null });
  });

  test('a visibility, a role or a record that the form does not offer is refused', async () => {
    await expect(add('people', person('x', { visibility: 'everybody' }))).rejects.toMatchObject({
      problems: [{ control: 'visibility' }],
    });
    await expect(add('organisations', person('x', { type: 'no-such' }))).rejects.toMatchObject({
      code: 'record.unknown_reference',
    });
    await expect(
      add('organisations', person('x', { type: 'ministry', website: 'javascript:alert(1)' })),
    ).rejects.toMatchObject({ problems: [{ control: 'website' }] });
    await expect(add('people', person('x', { evidence: "a'; drop table people" }))).rejects.toMatchObject({
      problems: [{ control: 'evidence' }],
    });
  });

  const attempts: [string, (tx: Tx, noun: Noun) => Promise<unknown>][] = [
    ['list', (tx, noun) => queries.list(tx, noun, { archived: true, page: 1, size: 5 })],
    ['open', (tx, noun) => queries.open(tx, noun, 'karim')],
    ['create', (tx, noun) => desk.create(tx, noun, person('intruder'))],
    ['change', (tx, noun) => desk.change(tx, noun, 'karim', { typed: person('intruder'), version: 1 })],
    ['archive', (tx, noun) => desk.archive(tx, noun, 'karim', { archived: true, reason: 'because' })],
    ['erase', (tx, noun) => desk.erase(tx, noun, 'karim', { reason: 'because', isSure: true })],
  ];
  const intruders = ['public', 'nobody', 'auditor', 'administrator', 'steward'];
  test.each(
    intruders.flatMap((who) =>
      nouns.flatMap((noun) => attempts.map(([what, attempt]) => [who, what, noun, attempt] as const)),
    ),
  )('%s may not %s %s', async (who, _, noun, attempt) => {
    await expect(as(accounts[who], (tx) => attempt(tx, noun))).rejects.toThrow('record.refused');
  });

  test('a search of the list with wildcards and quotes finds only what is called so', async () => {
    for (const q of ['%', '_', String.raw`\\`, "' or 1=1 --"]) {
      const found = await as(accounts['anna'], (tx) =>
        queries.list(tx, 'people', { q, archived: true, page: 1, size: 5 }),
      );
      expect([q, found.total]).toEqual([q, 0]);
    }
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
    const entries = await as(accounts['auditor'], (tx) =>
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
