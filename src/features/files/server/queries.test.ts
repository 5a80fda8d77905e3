import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidenceInput } from '#features/files/schema.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as files from './queries.ts';

let world: TestDatabase;
const source = (ref: string, fields: object) =>
  evidenceInput.parse({ ref, kind: 'press', title: { en: ref, bn: ref }, ...fields });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await commands.save(tx, [
      source('b', { published_on: '2023', title: { en: 'Beta', bn: 'ক' } }),
      source('a', { published_on: '2021-05', title: { en: 'alpha', bn: 'খ' } }),
      source('c', { kind: 'dataset', title: { en: 'Gamma', bn: 'গ' } }),
      source('draft', { published: false }),
    ]);
    await commands.save(tx, [source('d', { evidence: ['a#paragraph 2', 'a', 'b'] })]);
    await commands.save(tx, [source('hidden', { published: false, evidence: ['a'] })]);
  });
}, 60_000);
afterAll(() => world.close());

const list = (filter: Partial<files.EvidenceFilter>) =>
  world.asPublic((tx) => files.list(tx, { lang: 'en', page: 1, size: 2, ...filter }));
const refs = ({ rows }: { rows: { ref: string }[] }) => rows.map(({ ref }) => ref);

test('sources are listed by title in the language, page by page, without drafts', async () => {
  const first = await list({});
  expect([refs(first), first.total]).toEqual([['a', 'b'], 4]);
  expect(refs(await list({ page: 2 }))).toEqual(['d', 'c']);
  expect(refs(await list({ lang: 'bn', size: 9 }))).toEqual(['d', 'b', 'a', 'c']);
});

test('a page beyond the end is the last one, and a kind nobody knows is empty', async () => {
  const last = await list({ page: 99 });
  expect([last.page, refs(last)]).toEqual([2, ['d', 'c']]);
  expect(await list({ kind: 'rumour' })).toEqual({ rows: [], total: 0, page: 1 });
});

test('by date the newest comes first and the undated last', async () => {
  expect(refs(await list({ sort: '-published', size: 9 }))).toEqual(['b', 'a', 'd', 'c']);
});

test('what a record cites comes with the place in it', async () => {
  const cited = await world.asPublic((tx) => files.citedByAll(tx, 'evidence', ['d', 'c']));
  expect(cited.map(({ by, ref, locator }) => [by, ref, locator])).toEqual([
    ['d', 'a', ''],
    ['d', 'a', 'paragraph 2'],
    ['d', 'b', ''],
  ]);
});

test('the pages that rest on a source are named once; drafts are not among them for the public', async () => {
  const resting = await world.asPublic((tx) => files.restingOn(tx, 'a'));
  expect(resting).toMatchObject({ pages: [{ path: '/evidence/d', statements: 2 }], total: 2 });
  const known = await world.asSecretariat((tx) => files.restingOn(tx, 'a'));
  expect(known.pages.map(({ path }) => path)).toEqual(['/evidence/d', '/evidence/hidden']);
});

test('a draft is not found by the public', async () => {
  await expect(world.asPublic((tx) => files.get(tx, 'draft'))).rejects.toThrow('record.not_found');
});
