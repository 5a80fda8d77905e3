import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as imports from '#features/imports/server/commands.ts';
import * as waiting from '#features/imports/server/queries.ts';
import type { Noun } from '#features/desk/schema.ts';
import * as desk from '#features/desk/server/commands.ts';
import * as kept from '#features/desk/server/queries.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';

let world: TestDatabase;
let anna: Viewer;
let member: Viewer;
beforeAll(async () => {
  world = await openTestDatabase();
  anna = await accountFor(world.database, 'anna', ['secretariat']);
  member = await accountFor(world.database, 'mina', []);
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]);
    await organisations.save(tx, [
      organisationInput.parse({
        ref: 'sample',
        name: 'Sample ministry',
        type: 'ministry',
        aliases: ['Ministry of S&T'],
      }),
      organisationInput.parse({ ref: 'other', name: 'Other ministry', type: 'ministry' }),
    ]);
  });
}, 120_000);
afterAll(() => world.close());

const as = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer, requestId: 'test', now: testNow }, work);

const fixed = {
  ...{ kind: 'recommendation', external_scheme: 'uhri', visibility: 'public', published: 'yes' },
  'parties.0.organisation': 'sample',
  'parties.0.role': 'lead',
};
type Row = Record<string, unknown>;
const recommendation = (id: string, more: Row = {}): Row => ({
  AnnotationId: id,
  Text: `Sample recommendation ${id}`,
  Symbol: 'A/HRC/0/0',
  Position: 'Supported',
  ...more,
});

async function begin(
  rows: unknown,
  { noun = 'commitments', organisation = 'sample' }: { noun?: Noun; organisation?: string } = {},
) {
  const bytes = typeof rows === 'string' ? Buffer.from(rows, 'latin1') : Buffer.from(JSON.stringify(rows));
  const file = { name: 'sample.json', sheets: await imports.sheetsIn({ name: 'sample.json', bytes }) };
  return as(anna, (tx) => imports.begin(tx, { noun, organisation, file }));
}

async function decided(rows: unknown, more: object = {}) {
  const id = await begin(rows);
  await as(anna, async (tx) => {
    const { settings } = await waiting.open(tx, id);
    await imports.decide(tx, id, { ...settings, fixed, ...more });
  });
  return id;
}
const apply = (id: string, taken: number[] = []) => as(anna, (tx) => commands.apply(tx, id, new Set(taken)));
const compare = (id: string) => as(anna, (tx) => queries.compare(tx, id));
const open = (ref: string) => as(anna, (tx) => kept.open(tx, 'commitments', ref));
const refOf = async (key: string) => {
  const row = await as(anna, (tx) =>
    tx.db.selectFrom('commitments').select('ref').where('external_ref', '=', key).executeTakeFirstOrThrow(),
  );
  return row.ref;
};

describe('recommendations brought in from another register', () => {
  test('become commitments with their identifiers; brought in again, nothing is new', async () => {
    const rows = [recommendation('A-1'), recommendation('A-2')];
    expect(await apply(await decided(rows))).toEqual({ created: 2, changed: 0, left: 0, wrong: 0 });
    const { typed } = await open(await refOf('A-1'));
    expect(typed).toMatchObject({
      ...{ 'title.en': 'Sample recommendation A-1', response: 'supported', external_scheme: 'uhri' },
      ...{ external_ref: 'A-1', 'parties.0.organisation': 'sample', 'instrument.en': 'A/HRC/0/0' },
    });
    expect(await apply(await decided(rows))).toEqual({ created: 0, changed: 0, left: 2, wrong: 0 });
    expect((await open(await refOf('A-1'))).version).toBe(1);
  });

  test('sent twice it is taken over once, and what was in the file is not kept', async () => {
    const id = await decided([recommendation('A-3')]);
    const both = await Promise.all([apply(id), apply(id)]);
    expect(both).toEqual([both[0], both[0]]);
    expect(both[0]).toMatchObject({ created: 1 });
    expect((await as(anna, (tx) => waiting.open(tx, id))).sheets).toEqual([]);
  });

  test('a text that changed is one change; a row that is gone changes nothing', async () => {
    await apply(await decided([recommendation('B-1'), recommendation('B-2')]));
    const again = await decided([recommendation('B-1', { Position: 'Noted' })]);
    const [row] = await compare(again);
    expect(row).toMatchObject({
      outcome: 'changed',
      changes: [{ control: 'response', before: 'supported', after: 'noted' }],
    });
    expect(await apply(again)).toEqual({ created: 0, changed: 1, left: 0, wrong: 0 });
    expect((await open(await refOf('B-1'))).typed['response']).toBe('noted');
    expect((await open(await refOf('B-2'))).archivedAt).toBeNull();
  });

  test('what a person edited is a conflict and stays; taken, the file’s word stands', async () => {
    await apply(await decided([recommendation('C-1', { Cycle: '3' })]));
    const ref = await refOf('C-1');
    const { typed, version } = await open(ref);
    await as(anna, (tx) =>
      desk.change(tx, 'commitments', ref, { typed: { ...typed, cycle: 'UPR 3' }, version }),
    );
    expect(await apply(await decided([recommendation('C-1', { Cycle: '3' })]))).toMatchObject({ left: 1 });

    const changed = await decided([recommendation('C-1', { Cycle: '4' })]);
    const [row] = await compare(changed);
    expect(row?.changes).toMatchObject([{ control: 'cycle', before: 'UPR 3', after: '4', isMine: true }]);
    expect(await apply(changed)).toMatchObject({ changed: 0, left: 1 });
    expect((await open(ref)).typed['cycle']).toBe('UPR 3');
    const more = await decided([recommendation('C-1', { Cycle: '5' })]);
    expect(await apply(more, [row?.number ?? 0])).toMatchObject({ changed: 1 });
    expect((await open(ref)).typed['cycle']).toBe('5');
  });

  test('rows that cannot be records are named and left out; the others come in', async () => {
    const id = await decided([
      recommendation('D-1'),
      recommendation('D-1'),
      recommendation(''),
      recommendation('D-2', { Symbol: null }),
    ]);
    expect((await compare(id)).map(({ outcome }) => outcome)).toEqual(['new', 'wrong', 'new', 'wrong']);
    expect(await apply(id)).toEqual({ created: 2, changed: 0, left: 0, wrong: 2 });
  });
});

test('the columns are remembered for the organisation, and for no other', async () => {
  const plan = [{ Werk: 'Sample activity 1', Wann: '2026-05' }];
  const first = await begin(plan, { noun: 'actions' });
  await as(anna, async (tx) => {
    const { settings } = await waiting.open(tx, first);
    expect(settings.columns).toEqual({});
    await imports.decide(tx, first, { ...settings, columns: { Werk: 'title', Wann: 'from_on' } });
  });
  const moved = [{ Extra: 'x', Wann: '2026-06', Werk: 'Sample activity 2' }, { Werk: 'Sample activity 3' }];
  const columns = async (organisation: string) => {
    const id = await begin(moved, { noun: 'actions', organisation });
    return as(anna, async (tx) => (await waiting.open(tx, id)).settings.columns);
  };
  expect(await columns('sample')).toEqual({ Wann: 'from_on', Werk: 'title' });
  expect(await columns('other')).toEqual({});
});

test('names of organisations mean ours by alias, or as a person said; what means none is told', async () => {
  const rows = [
    { Activity: 'Sample activity', Ministry: 'Ministry of S&T' },
    { Activity: 'Another', Ministry: 'M of EW' },
  ];
  const id = await begin(rows, { noun: 'actions' });
  const words = await as(anna, async (tx) => {
    const opened = await waiting.open(tx, id);
    const settings = { ...opened.settings, values: { organisation: { 'M of EW': 'other' } } };
    const table = waiting.readTable(opened);
    const plain = await waiting.wordsOf(tx, table, opened);
    return [plain, await waiting.wordsOf(tx, table, { ...opened, settings })];
  });
  expect(words.map((all) => all.map(({ meant }) => meant))).toEqual([
    ['sample', ''],
    ['sample', 'other'],
  ]);
});

test('a CSV of Windows with Bijoy text asks first, then is taken in Unicode; English beside it stays', async () => {
  const csv = 'Activity;Remarks\nA½xKvi ev¯\xcdevqb;NGO\nSample activity;miKvi\n';
  const id = await begin(csv, { noun: 'actions' });
  await expect(compare(id)).rejects.toMatchObject({ code: 'imports.undecided_legacy' });
  const rows = await as(anna, async (tx) => {
    const opened = await waiting.open(tx, id);
    return waiting.readTable({ ...opened, settings: { ...opened.settings, legacy: 'unicode' } }).rows;
  });
  expect(rows).toEqual([
    ['অঙ্গীকার বাস্তবায়ন'.normalize('NFC'), 'NGO'],
    ['Sample activity', 'miKvi'],
  ]);
});

test('a workbook is read by its sheets: days and figures as texts, formulas as what they came to', async () => {
  const rows = [
    ['Sample plan', null, null],
    ['Activity', 'Start', 'Remarks'],
    ['Sample activity', new Date('2026-05-01T00:00:00Z'), 12],
  ];
  const bytes = await writeXlsx({ sheets: [{ name: 'Plan', rows }] });
  const sheets = await imports.sheetsIn({ name: 'x.xlsx', bytes });
  expect(sheets.find(({ name }) => name === 'Plan')?.rows.at(-1)).toEqual([
    'Sample activity',
    '2026-05-01',
    '12',
  ]);
});

describe('who means harm', () => {
  const rows = [recommendation('E-1')];

  test('a member neither brings in nor reads, decides or applies; the tables are closed to them', async () => {
    const id = await begin(rows);
    const file = { name: 'x.json', sheets: [{ name: 'x', rows: [['Text'], ['Sample']] }] };
    const tries: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => imports.begin(tx, { noun: 'commitments', organisation: 'sample', file }),
      (tx) => waiting.list(tx),
      (tx) => waiting.open(tx, id),
      (tx) => imports.decide(tx, id, { sheet: 0, headerRows: 1, columns: {}, values: {}, fixed: {} }),
      (tx) => imports.drop(tx, id),
      (tx) => queries.compare(tx, id),
      (tx) => commands.apply(tx, id, new Set()),
    ];
    for (const one of tries) await expect(as(member, one)).rejects.toMatchObject({ status: 403 });
    for (const table of ['imports', 'import_mappings', 'import_keys'] as const)
      expect(await as(member, (tx) => tx.db.selectFrom(table).selectAll().execute())).toEqual([]);
  });

  test('formulas stay texts, markup stays text, odd names of columns and words do no harm', async () => {
    const odd =
      '{"AnnotationId":"E-2","Text":"=HYPERLINK(\\"https://example.org\\")","Symbol":"<script>","__proto__":"x","constructor":"y"}';
    const id = await decided(JSON.parse(`[${odd}]`));
    await as(anna, async (tx) => {
      const { settings } = await waiting.open(tx, id);
      const columns = { ...settings.columns, constructor: 'toString', hasOwnProperty: '__proto__' };
      await imports.decide(tx, id, { ...settings, columns });
    });
    await apply(id);
    expect((await open(await refOf('E-2'))).typed).toMatchObject({
      'title.en': '=HYPERLINK("https://example.org")',
      'instrument.en': '<script>',
    });
  });

  test('an identifier of another commitment cannot be taken by form', async () => {
    await apply(await decided([recommendation('E-3'), recommendation('E-4')]));
    const ref = await refOf('E-3');
    const { typed, version } = await open(ref);
    const forged = as(anna, (tx) =>
      desk.change(tx, 'commitments', ref, { typed: { ...typed, external_ref: 'E-4' }, version }),
    );
    await expect(forged).rejects.toMatchObject({ code: 'commitments.external_taken' });
  });

  test('what is no list of rows is refused: a zip, a program, nothing', async () => {
    for (const [text, code] of [
      ['PK\x03\x04', 'files.unreadable'],
      ['MZ\x00\x00', 'imports.kind'],
      ['', 'imports.empty'],
      ['[1', 'imports.broken'],
    ])
      await expect(begin(text)).rejects.toMatchObject({ code });
  });
});
