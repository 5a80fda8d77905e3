import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editionInput, quotationInput } from '#features/bulletins/schema.ts';
import * as bulletins from '#features/bulletins/server/commands.ts';
import * as queries from '#features/bulletins/server/queries.ts';
import { organisationInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { plainText } from '#lib/publication/resolved-text.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { readSettings } from '#settings';
import { loadPack } from './commands.ts';
import { readPack } from './queries.ts';

/** The bulletin from the real demonstration records: what the bulletins room promises, on everything beneath it. */
let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  for (const name of readSettings({}).PACKS) {
    const pack = await readPack(`packs/${name}`);
    await world.asSecretariat((tx) => loadPack(tx, pack), 'pack');
  }
}, 120_000);
afterAll(() => world.close());

const issued = (lang: 'en' | 'bn', ref = '2023-03') => world.asPublic((tx) => queries.issued(tx, ref, lang));
const rmmru = (name: string) =>
  organisationInput.parse({
    ref: 'rmmru',
    type: 'research-organisation',
    name,
    acronym: 'RMMRU',
    aliases: ['RMRRU'],
  });

describe('the March 2023 edition', () => {
  test('tells in both languages what the records say, and leads with the task force', async () => {
    const keys = (await issued('en')).document.sections.map(({ key }) => key);
    expect(keys).toEqual([
      'm-bmct-2022-02',
      'm-bdunnm-2023-01',
      'm-imd-2022-week',
      'm-sr-migrants-2023',
      'm-lmtwg-2023-01',
      'm-ctiptwg-2022-01',
      'seats',
      'moved',
      'next',
    ]);
    expect((await issued('bn')).document.sections.map(({ key }) => key)).toEqual(keys);
  });

  test.each(['en', 'bn'] as const)('has nothing wrong in %s', async (lang) => {
    const { document, corrections } = await issued(lang);
    expect(
      document.problems.filter(({ blocking, code }) => blocking || code === 'translation_missing'),
    ).toEqual([]);
    expect(corrections).toEqual([]);
  });

  test('spells every member one way, because the name comes out of one record', async () => {
    for (const lang of ['en', 'bn'] as const)
      expect(JSON.stringify((await issued(lang)).document)).not.toContain('RMRRU');
  });

  test('cites a record for every statement: each story has sources that lead somewhere', async () => {
    const { document } = await issued('bn');
    const unsourced = document.sections.filter(({ sources }) => sources.length === 0).map(({ key }) => key);
    expect(unsourced).toEqual([]);
    const addresses = document.sections.flatMap(({ sources }) => sources.map(({ href }) => href));
    expect(addresses.filter((href) => !href?.startsWith('/bn/'))).toEqual([]);
  });

  test('prints only words whose speaker agreed or that stand in the source', async () => {
    const withheld = quotationInput.parse({
      ref: 'withheld',
      organisation: 'gob',
      meeting: 'BDUNNM-2023-01',
      wording: 'Not to be printed',
      approval: 'requested',
    });
    await world.asSecretariat((tx) => bulletins.saveQuotations(tx, [withheld]));
    const { draft } = await world.asSecretariat((tx) => queries.draftOf(tx, '2023-03'));
    expect(JSON.stringify(draft)).not.toContain('Not to be printed');
  });
});

describe('an issued edition', () => {
  test('stays as it was when a record is corrected, and says what was', async () => {
    const before = (await issued('en')).document;
    await world.asSecretariat((tx) => organisations.save(tx, [rmmru('RMMRU, corrected')]));
    const after = await issued('en');
    expect(after.document).toEqual(before);
    expect(after.corrections).toEqual([
      expect.objectContaining({
        record: 'seats/lm-twg-rmmru-2023',
        field: 'organisation',
        now: 'RMMRU, corrected',
      }),
    ]);
  });

  test('issued again takes the correction in and keeps the earlier issue', async () => {
    await world.asSecretariat((tx) => bulletins.issue(tx, '2023-03'));
    const again = await issued('en');
    expect(again.issue).toBe(2);
    expect(again.corrections).toEqual([]);
    expect(JSON.stringify(again.document)).toContain('RMMRU, corrected');
    const issues = await world.asPublic((tx) =>
      tx.db
        .selectFrom('issued_documents')
        .select('issue')
        .where('lang', '=', 'en')
        .orderBy('issue')
        .execute(),
    );
    expect(issues.filter(({ issue }) => issue === 1).length).toBeGreaterThan(0);
  });

  test('that cites what nobody has is not issued, and says where', async () => {
    const broken = editionInput.parse({
      ref: 'broken',
      title: 'Broken',
      from_on: '2023',
      until_on: '2024',
      issued_on: '2024-01',
      edits: {
        added: [
          {
            key: 'own',
            headline: 'Own',
            blocks: [{ type: 'paragraph', text: 'By [[people/nobody name]].' }],
          },
        ],
      },
    });
    const attempt = world.asSecretariat((tx) => bulletins.saveEditions(tx, [broken]));
    await expect(attempt).rejects.toThrow(/own block 1: There is no such record: people\/nobody/u);
    await expect(issued('en', 'broken')).rejects.toThrow('not_found');
  });
});

test('the second edition is composed from other records, nothing is wired to March 2023', async () => {
  const { document, older } = await issued('en', '2025-11');
  expect(older).toBe('2023-03');
  expect(document.sections.length).toBeGreaterThan(2);
  expect(document.sections.map((section) => plainText(section.headline)).join(' ')).not.toContain('2023');
});
