import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { register } from '#lib/server/history/register.ts';
import { mostCounted, pageSize, search, type SearchInput } from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'research', name: 'Research body', sector: 'research' }),
    ]);
    await organisations.save(tx, [
      organisationInput.parse({
        ref: 'rmmru',
        type: 'research',
        name: { en: 'Refugee and Migratory Movements Research Unit', bn: 'রিফিউজি অ্যান্ড মাইগ্রেটরি মুভমেন্টস' },
        acronym: 'RMMRU',
        aliases: ['রামরু'],
      }),
      organisationInput.parse({
        ref: 'secret',
        type: 'research',
        name: 'Secretive movement',
        published: false,
      }),
    ]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'Global Compact for Migration' })]);
    await frameworks.saveItems(
      tx,
      [6, 16].map((sort) =>
        itemInput.parse({
          ref: `gcm-${String(sort)}`,
          framework: 'gcm',
          kind: 'objective',
          code: String(sort),
          sort,
          title: { en: `Recruitment ${String(sort)}`, bn: 'ন্যায্য নিয়োগ ও অভিবাসীর যাত্রা' },
        }),
      ),
    );
    const evidence = (ref: string, title: string, published_on: string) =>
      evidenceInput.parse({ ref, kind: 'publication', title, published_on, retrieved_on: published_on });
    await files.save(tx, [
      evidence('BDUNNM-2023-01', 'Bulletin of the network', '2023-03'),
      evidence('longer', 'Recruitment 6 and everything after it', '2024'),
      evidence('note', 'Note on recruiters', '2022'),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

const ask = (input: SearchInput | string) =>
  world.asPublic((tx) => search(tx, typeof input === 'string' ? { query: input } : input));
const refs = async (input: SearchInput | string) => (await ask(input)).results.map((found) => found.ref);

describe('finding', () => {
  test.each([
    ['an English word by its beginning', 'refug', ['rmmru']],
    ['every word must be there', 'recruitment network', []],
    ['an acronym', 'rmmru', ['rmmru']],
    ['an alias in Bangla', 'রামরু', ['rmmru']],
    ['a reference', 'BDUNNM-2023-01', ['BDUNNM-2023-01']],
    ['a reference in Bangla digits', 'bdunnm ২০২৩ ০১', ['BDUNNM-2023-01']],
    ['one encoding of a Bangla letter', 'নিয়োগ যাত্রা', ['gcm-16', 'gcm-6']],
    ['the other encoding', 'নিয়োগ যাত্রা', ['gcm-16', 'gcm-6']],
    ['a single digit only as itself', 'recruitment 6', ['gcm-6', 'longer']],
  ])('%s', async (_, query, expected) => {
    expect(await refs({ query, exact: true })).toEqual(expected);
  });

  test('a draft stays unseen, and misspelling does not reach it either', async () => {
    expect(await refs('secretive')).toEqual([]);
    expect(await refs('secretve')).toEqual([]);
  });

  test('the record of exactly that title comes first, whole words before beginnings', async () => {
    expect(await refs('Note on recruiters')).toEqual(['note']);
    expect((await refs('recruitment 6'))[0]).toBe('gcm-6');
    expect((await refs('gcm-16'))[0]).toBe('gcm-16');
  });

  test('says what a record is, where it belongs and which words matched', async () => {
    const { results } = await ask('rmmru');
    expect(results[0]).toMatchObject({
      kind: 'organisations',
      within: { en: 'Research body' },
      matched: ['rmmru'],
    });
    const items = await ask('recruitment 16');
    expect(items.results[0]).toMatchObject({
      itemKind: 'objective',
      within: { en: 'Global Compact for Migration' },
    });
  });

  test('counts by kind and narrows to one', async () => {
    const all = await ask('recruit');
    expect(all.kinds).toEqual([
      { kind: 'evidence', count: 2 },
      { kind: 'items', count: 2 },
    ]);
    const narrowed = await ask({ query: 'recruit', kind: 'items' });
    expect(narrowed).toMatchObject({ total: 2, kinds: all.kinds });
    expect(await ask({ query: 'recruit', kind: 'no-such-kind' })).toMatchObject({ total: 0, results: [] });
  });
});

describe('misspelt words', () => {
  test('RMRRU finds RMMRU and says so', async () => {
    const answer = await ask('RMRRU');
    expect(answer).toMatchObject({ isReplaced: true, places: [['rmmru']] });
    expect(answer.results.map((found) => found.ref)).toEqual(['rmmru']);
  });

  test('only the misspelt word is replaced', async () => {
    expect(await ask('recrutment 16')).toMatchObject({ places: [['recruitment'], ['16']], isReplaced: true });
  });

  test('a Bangla word with one wrong letter is found', async () => {
    expect((await ask('অভিবাশীর')).results.map((found) => found.ref)).toEqual(['gcm-16', 'gcm-6']);
  });

  test('nothing is replaced when the exact words are asked for, or when nothing is similar', async () => {
    expect(await ask({ query: 'RMRRU', exact: true })).toMatchObject({ isReplaced: false, total: 0 });
    expect(await ask('qqqqzzzz')).toMatchObject({ isReplaced: false, total: 0 });
  });
});

describe('hostile input', () => {
  test.each([
    ['quotes', "' or 1=1; --"],
    ['operators', "rmmru':* & !'x"],
    ['only punctuation', '((((&&||!!:*<->'],
    ['a backslash', '\\'],
    ['wildcards', '%_%'],
    ['NUL', '\u0000rm\u0000mru'],
    ['half a character', '\uD800 lone'],
    ['signs beyond the first plane, reversed', '𝔘𝔫𝔦 \u202E reversed'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['10,000 operators', '& '.repeat(5000)],
    ['accents', 'é'.repeat(300)],
  ])('%s', async (_, query) => {
    expect((await ask({ query, page: 50_000 })).results).toEqual([]);
    expect((await ask(query)).isMore).toBe(false);
  });

  test('asks at most two statements', async () => {
    let count = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => {
        count += 1;
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };
    await world.asPublic((tx) => search({ ...tx, db: tx.db.withPlugin(counter) }, { query: 'RMRRU' }));
    expect(count).toBe(2);
  });
});

test('pages do not overlap, and more than is ranked is said', async () => {
  await world.asSecretariat((tx) =>
    register(
      tx,
      Array.from({ length: mostCounted + 1 }, (_, index) => ({
        kind: 'actions',
        ref: `many-${String(index)}`,
        isPublic: true,
        entry: {
          path: `/plan/actions/many-${String(index)}`,
          title: { source: 'en', en: 'Plentiful', status: {} },
        },
      })),
    ),
  );
  const [first, second] = [await ask('plentiful'), await ask({ query: 'plentiful', page: 2 })];
  expect(first).toMatchObject({ total: mostCounted, isMore: true });
  const shown = new Set([...first.results, ...second.results].map((found) => found.ref));
  expect(shown.size).toBe(2 * pageSize);
});
