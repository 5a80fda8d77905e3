import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitmentInput, commitmentStatusInput } from '#features/commitments/schema.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as commitments from './queries.ts';
import * as trail from '#features/commitments/trail/server/queries.ts';

let world: TestDatabase;
const own = (item: string) => ({ item, basis: 'own' });
const made = (ref: string, fields: object = {}) =>
  commitmentInput.parse({
    ref,
    kind: 'pledge',
    title: { en: ref },
    instrument: 'A forum',
    parties: [{ organisation: 'gov', role: 'maker' }],
    ...fields,
  });
const step = (ref: string, commitment: string, status: string, on_date: string, fields: object = {}) =>
  commitmentStatusInput.parse({ ref, commitment, status, on_date, ...fields });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    const type = { ref: 'ministry', name: 'Ministry', sector: 'government' };
    await organisations.saveTypes(tx, [organisationTypeInput.parse(type)]);
    const organisation = (ref: string) => organisationInput.parse({ ref, type: 'ministry', name: ref });
    await organisations.save(tx, [organisation('gov'), organisation('iom'), organisation('idle')]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'The Compact' })]);
    const item = (ref: string, kind: string, code: string, fields: object = {}) =>
      itemInput.parse({ ref, framework: 'gcm', kind, code, title: ref, sort: 1, ...fields });
    await frameworks.saveItems(tx, [item('gcm-cluster-1', 'cluster', '1')]);
    const links = [{ to: 'gcm-cluster-1', basis: 'official-mapping' }];
    await frameworks.saveItems(tx, [
      item('gcm-7', 'objective', '7', { links }),
      item('gcm-9', 'objective', '9'),
    ]);
    await frameworks.saveItems(tx, [item('gcm-7-a', 'action', 'a', { parent: 'gcm-7' })]);
    await commands.save(tx, [
      made('p1', {
        made_on: '2022-05',
        items: [own('gcm-7')],
        links: [{ other: 'r4', relation: 'answers' }],
      }),
      made('p2', { made_on: '2022', items: [own('gcm-7-a'), own('gcm-9')] }),
      made('p3', { parties: [{ organisation: 'iom', role: 'lead' }], items: [own('gcm-9')] }),
      made('r3', { kind: 'recommendation', cycle: 'UPR 3', made_on: '2018-05', response: 'noted' }),
      made('r4', { kind: 'recommendation', cycle: 'UPR 4', made_on: '2023-11', response: 'supported' }),
      made('draft', { published: false, items: [own('gcm-7')] }),
    ]);
    await commands.saveStatuses(tx, [
      step('p1-made', 'p1', 'made', '2022-05'),
      step('p1-done', 'p1', 'fulfilled', '2023-01-10'),
      step('p1-way', 'p1', 'under-way', '2022-07'),
      step('p2-draft', 'p2', 'fulfilled', '2023', { published: false }),
      step('r3-lapsed', 'r3', 'lapsed', '2023'),
    ]);
  });
}, 60_000);
afterAll(() => world.close());

const slice = { order: '-made', page: 1, size: 50, lang: 'en' } as const;
const list = (filter: commitments.CommitmentFilter, change: Partial<commitments.Slice> = {}) =>
  world.asPublic(async (tx) => {
    const cycles = await commitments.cycles(tx);
    const { rows, total } = await commitments.list(tx, filter, { ...slice, ...change }, cycles);
    return [rows.map(({ ref }) => ref), total];
  });

describe('the register', () => {
  test('opens with the newest first, the undated last, without drafts and older cycles', async () => {
    expect(await list({})).toEqual([['r4', 'p1', 'p2', 'p3'], 4]);
    expect(await list({ older: true })).toEqual([['r4', 'p1', 'p2', 'r3', 'p3'], 5]);
    expect(await list({ cycle: 'UPR 3' })).toEqual([['r3'], 1]);
  });

  test.each([
    [{ kind: 'recommendation' }, ['r4'], 1],
    [{ kind: 'wish' }, [], 0],
    [{ response: 'supported' }, ['r4'], 1],
    [{ organisation: 'iom' }, ['p3'], 1],
    [{ organisation: 'nobody' }, [], 0],
    [{ status: 'fulfilled' }, ['p1'], 1],
    [{ status: 'under-way' }, [], 0],
    [{ status: 'none' }, ['r4', 'p2', 'p3'], 3],
    [{ item: 'gcm-7' }, ['p1', 'p2'], 2],
    [{ item: 'gcm-7-a' }, ['p2'], 1],
    [{ item: 'gcm-cluster-1' }, ['p1', 'p2'], 2],
    [{ item: 'gcm-9', kind: 'pledge', status: 'none' }, ['p2', 'p3'], 2],
  ])('narrowed to %o', async (filter, refs, total) => {
    expect(await list(filter)).toEqual([refs, total]);
  });

  test('turns round and turns pages without losing or repeating one', async () => {
    expect(await list({}, { order: 'made' })).toEqual([['p2', 'p1', 'r4', 'p3'], 4]);
    expect(await list({}, { order: '-ref' })).toEqual([['r4', 'p3', 'p2', 'p1'], 4]);
    expect(await list({}, { page: 2, size: 3 })).toEqual([['p3'], 4]);
    expect(await list({}, { page: 9, size: 3 })).toEqual([['p3'], 4]);
  });

  test('shows the latest step by its date, not by when it was entered', async () => {
    const { rows } = await world.asPublic((tx) => commitments.list(tx, { item: 'gcm-7' }, slice));
    expect(rows[0]).toMatchObject({ ref: 'p1', status: 'fulfilled', since: '2023-01-10', objectives: ['7'] });
  });

  test('counts by current status what it shows as it opens', async () => {
    expect(await world.asPublic(async (tx) => commitments.totals(tx, await commitments.cycles(tx)))).toEqual({
      commitments: 4,
      older: 1,
      byStatus: [
        { status: 'fulfilled', commitments: 1 },
        { status: null, commitments: 3 },
      ],
    });
  });

  test('offers the organisations that stand behind something', async () => {
    const offered = await world.asPublic((tx) => commitments.organisations(tx, 'en'));
    expect(offered.map(({ ref }) => ref)).toEqual(['gov', 'iom']);
  });
});

describe('a commitment', () => {
  test('has its way in order of dates', async () => {
    const { trail: steps } = await world.asPublic((tx) => trail.get(tx, 'p1'));
    expect(steps.map(({ status }) => status)).toEqual(['made', 'under-way', 'fulfilled']);
  });

  test('is tied to others, read from either end', async () => {
    const from = await world.asPublic((tx) => trail.get(tx, 'p1'));
    const to = await world.asPublic((tx) => trail.get(tx, 'r4'));
    expect(from.links).toMatchObject([{ ref: 'r4', relation: 'answers', out: true }]);
    expect(to.links).toMatchObject([{ ref: 'p1', relation: 'answers', out: false, status: 'fulfilled' }]);
  });

  test('keeps a draft step, and itself as a draft, from the public', async () => {
    expect((await world.asPublic((tx) => trail.get(tx, 'p2'))).trail).toEqual([]);
    expect((await world.asSecretariat((tx) => trail.get(tx, 'p2'))).status).toBe('fulfilled');
    await expect(world.asPublic((tx) => trail.get(tx, 'draft'))).rejects.toThrow('record.not_found');
  });

  test('takes no step that is still to come', async () => {
    const late = step('p1-late', 'p1', 'lapsed', '2026-12');
    await expect(world.asSecretariat((tx) => commands.saveStatuses(tx, [late]))).rejects.toThrow(
      'step_in_future',
    );
  });

  test('gives its title to its steps in the register', async () => {
    const rows = await world.asPublic((tx) =>
      tx.db.selectFrom('records').select(['title', 'path']).where('ref', '=', 'p1-done').execute(),
    );
    expect(rows).toMatchObject([{ path: '/commitments/p1#p1-done', title: { en: 'p1' } }]);
  });
});
