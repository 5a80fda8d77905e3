import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitmentInput, commitmentStatusInput } from '#features/commitments/schema.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import * as register from '#features/commitments/server/queries.ts';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import type { Tally } from '#features/frameworks/rules.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import * as objectives from '#features/frameworks/server/queries.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { actionInput } from '#features/plans/schema.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import * as plans from './commands.ts';

let world: TestDatabase;
const own = (item: string) => ({ item, basis: 'own' });
const source = (published = true) =>
  evidenceInput.parse({ ref: 'news', kind: 'press', title: 'News', published });
const pledge = (ref: string, fields: object = {}) =>
  commitmentInput.parse({
    ref,
    kind: 'pledge',
    title: ref,
    instrument: 'A forum',
    parties: [{ organisation: 'gov', role: 'maker' }],
    items: [own('gcm-7')],
    ...fields,
  });
const step = (ref: string, commitment: string, status: string, fields: object = {}) =>
  commitmentStatusInput.parse({ ref, commitment, status, on_date: '2023', ...fields });
const action = (fields: object) => actionInput.parse({ ref: 'act', title: 'act', ...fields });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    const type = { ref: 'ministry', name: 'Ministry', sector: 'government' };
    await organisations.saveTypes(tx, [organisationTypeInput.parse(type)]);
    await organisations.save(tx, [organisationInput.parse({ ref: 'gov', type: 'ministry', name: 'gov' })]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'The Compact' })]);
    const item = (ref: string, code: string, fields: object = {}) =>
      itemInput.parse({ ref, framework: 'gcm', kind: 'objective', code, title: ref, sort: 1, ...fields });
    await frameworks.saveItems(tx, [
      item('gcm-7', '7'),
      item('gcm-9', '9'),
      item('gcm-7-a', 'a', { kind: 'action', parent: 'gcm-7' }),
    ]);
    await files.save(tx, [source()]);
  });
}, 60_000);
afterAll(() => world.close());

const write = (work: (tx: Tx) => Promise<unknown>) => world.asSecretariat(work);
const tally = async (code: string) => (await world.asPublic((tx) => objectives.objective(tx, code))).tally;
const none: Tally = {
  ...{ commitments: 0, made: 0, underWay: 0, inPart: 0, fulfilled: 0, notFulfilled: 0, lapsed: 0 },
  ...{ actions: 0, indicators: 0, evidence: 0 },
};

// Each test goes on from where the one before left the records, as an office does.
test('an objective counts what is promised for it and for the actions it offers, each once', async () => {
  await write((tx) =>
    commitments.save(tx, [pledge('p1', { items: [own('gcm-7'), own('gcm-7-a')] }), pledge('p2')]),
  );
  expect(await tally('7')).toEqual({ ...none, commitments: 2 });
});

test('a step moves a commitment, and its evidence counts once something was done', async () => {
  await write((tx) =>
    commitments.saveStatuses(tx, [
      step('s1', 'p1', 'made', { on_date: '2022', evidence: ['news'] }),
      step('s2', 'p2', 'made', { on_date: '2022', evidence: ['news'] }),
    ]),
  );
  expect(await tally('7')).toEqual({ ...none, commitments: 2, made: 2 });
  await write((tx) => commitments.saveStatuses(tx, [step('s3', 'p1', 'fulfilled', { evidence: ['news'] })]));
  expect(await tally('7')).toEqual({ ...none, commitments: 2, made: 1, fulfilled: 1, evidence: 1 });
});

test('a draft step, a draft commitment and withdrawn evidence are not counted', async () => {
  await write((tx) => commitments.saveStatuses(tx, [step('s4', 'p2', 'lapsed', { published: false })]));
  await write((tx) => commitments.save(tx, [pledge('p3', { published: false })]));
  await write((tx) => files.save(tx, [source(false)]));
  expect(await tally('7')).toEqual({ ...none, commitments: 2, made: 1, fulfilled: 1 });
  await write((tx) => commitments.save(tx, [pledge('p3')]));
  await write((tx) => files.save(tx, [source()]));
  expect(await tally('7')).toMatchObject({ commitments: 3, evidence: 1 });
});

test('a corrected step and a commitment about something else leave where they were', async () => {
  await write((tx) => commitments.saveStatuses(tx, [step('s3', 'p1', 'in-part', { evidence: [] })]));
  await write((tx) => commitments.save(tx, [pledge('p2', { items: [own('gcm-9')] })]));
  expect(await tally('7')).toEqual({ ...none, commitments: 2, inPart: 1 });
  expect(await tally('9')).toEqual({ ...none, commitments: 1, made: 1 });
});

test('an action counts for the objectives of the commitments it carries, until it is withdrawn', async () => {
  await write((tx) => plans.saveActions(tx, [action({ items: [own('gcm-7-a')], commitments: ['p2'] })]));
  expect([(await tally('7')).actions, (await tally('9')).actions]).toEqual([1, 1]);
  await write((tx) => plans.saveActions(tx, [action({ commitments: ['p2'] })]));
  expect([(await tally('7')).actions, (await tally('9')).actions]).toEqual([0, 1]);
  await write((tx) => plans.saveActions(tx, [action({ commitments: ['p2'], visibility: 'network' })]));
  expect((await tally('9')).actions).toBe(0);
});

test('the register is counted by cycle and status, and a commitment that changes its cycle moves', async () => {
  await write((tx) =>
    commitments.save(tx, [pledge('p3', { cycle: 'UPR 3' }), pledge('p4', { cycle: 'UPR 4' })]),
  );
  expect(await world.asPublic(register.cycles)).toEqual([
    { cycle: 'UPR 4', commitments: 1, older: false },
    { cycle: 'UPR 3', commitments: 1, older: true },
  ]);
  await write((tx) => commitments.save(tx, [pledge('p3', { cycle: 'UPR 4' })]));
  expect(await world.asPublic(register.cycles)).toEqual([{ cycle: 'UPR 4', commitments: 2, older: false }]);
});

test('nobody writes tallies by hand', async () => {
  await expect(
    world.asSecretariat((tx) => sql`update item_tallies set commitments = 99`.execute(tx.db)),
  ).rejects.toThrow('permission denied');
});
