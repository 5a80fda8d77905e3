import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { csvOf, defused } from './csv.ts';
import { readSheets } from './reading.ts';
import type { CellValue, WrittenWorkbook } from './sheets.ts';
import { streamList, writeWorkbook } from './writing.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A zip archive made by hand, so that it can lie about itself. */
function archive(parts: { name: string; text: string; declared?: number }[]): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, text, declared } of parts) {
    const data = Buffer.from(text);
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(data), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(declared ?? data.length, 22);
    head.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    head.copy(central, 6, 4, 30);
    central.writeUInt32LE(offset, 42);
    locals.push(head, Buffer.from(name), packed);
    centrals.push(central, Buffer.from(name));
    offset += head.length + name.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

const types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const relations = (sheet: string) => [
  { name: '[Content_Types].xml', text: types },
  {
    name: '_rels/.rels',
    text: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  },
  {
    name: 'xl/workbook.xml',
    text: '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    text: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  },
  {
    name: 'xl/worksheets/sheet1.xml',
    text: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
  },
];

const written = (rows: CellValue[][], more: Partial<WrittenWorkbook> = {}): WrittenWorkbook => ({
  guide: { name: 'Guide', lines: ['How'] },
  sheets: [
    {
      name: 'কার্যক্রম',
      columns: rows[0]?.map(() => ({ width: 20, kind: 'text' as const })) ?? [],
      head: 1,
      rows,
      spare: 3,
    },
  ],
  lists: new Map(),
  ...more,
});

describe('a workbook that is written', () => {
  test('is read back cell by cell, Bangla and numbers included', async () => {
    const rows = [
      ['Title', 'Number', 'Yes'],
      ['মন্ত্রণালয়ের কর্মপরিকল্পনা', 12.5, true],
      ['line one\nline two', -3, false],
    ];
    const [sheet] = await readSheets(await writeWorkbook(written(rows)));
    expect(sheet?.name).toBe('কার্যক্রম');
    expect(sheet?.rows.slice(0, 3)).toEqual(rows);
    expect(sheet?.marks).toEqual([]);
  });

  test('what begins like a formula is text in a cell of text, and no letter breaks the file', async () => {
    const texts = ['=1+1', '@SUM(A1)', '+1', '-1', '=cmd|"/c calc"!A1', 'a\u0000\u0007b', ']]>&<tag>'];
    const bytes = await writeWorkbook(written([['Title'], ...texts.map((text) => [text])]));
    const [sheet] = await readSheets(bytes);
    expect(sheet?.marks).toEqual([]);
    expect(sheet?.rows.slice(1, 8).flat()).toEqual(texts.map((text) => text.replace(/[\u0000\u0007]/gu, ''))); // eslint-disable-line no-control-regex -- these are the ones that are taken out
  });

  test('has its lists last, out of sight, and its first sheet in front', async () => {
    const workbook = written([['Kind'], ['Pledge']], { lists: new Map([['kinds', ['Pledge', 'Other']]]) });
    for (const sheet of workbook.sheets) for (const column of sheet.columns) column.list = 'kinds';
    const sheets = await readSheets(await writeWorkbook(workbook));
    expect(sheets.map(({ name }) => name)).toEqual(['কার্যক্রম', 'Guide', 'lists']);
  });
});

test('a long list is written while its rows come, and what looks like a formula in it is text', async () => {
  const rows = async function* (): AsyncGenerator<CellValue[]> {
    await Promise.resolve();
    for (let at = 0; at < 3000; at += 1) yield [at, at === 7 ? '=1+1' : `নাম ${String(at)}`];
  };
  const columns = [
    { header: 'n', width: 8, kind: 'number' as const },
    { header: 'নাম', width: 20, kind: 'text' as const },
  ];
  const stream = streamList({ name: 'a/b', columns, rows: rows() });
  const [sheet] = await readSheets(new Uint8Array(await new Response(stream).arrayBuffer()));
  expect([sheet?.name, sheet?.rows.length, sheet?.marks]).toEqual(['a b', 3001, []]);
  expect([sheet?.rows[0], sheet?.rows[8]]).toEqual([
    ['n', 'নাম'],
    [7, '=1+1'],
  ]);
});

describe('a file that is no honest workbook', () => {
  const cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>';
  const many = { name: 'xl/media/zeros.bin', text: '0'.repeat(90 * 1024 * 1024) };
  test.each<[string, () => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(), 'workbook.missing'],
    ['more than ten megabytes', () => new Uint8Array(11 * 1024 * 1024).fill(65), 'workbook.too_large'],
    [
      'an older file, or one with a password',
      () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]),
      'workbook.old_or_locked',
    ],
    ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0]), 'workbook.unreadable'],
    ['text that is not UTF-8', () => new Uint8Array([0x61, 0xe9, 0x2c, 0x62]), 'workbook.not_utf8'],
    ['a zip cut short', () => archive(relations(cell)).slice(0, 300), 'files.unreadable'],
    [
      'a zip of something else',
      () => archive([{ name: 'word/document.xml', text: '<w/>' }]),
      'workbook.unreadable',
    ],
    ['a bomb', () => archive([...relations(cell), many]), 'files.bomb'],
    [
      'a bomb that says it is small',
      () => archive([...relations(cell), { ...many, declared: 10 }]),
      'files.bomb',
    ],
    [
      'a way out of its folder',
      () => archive([...relations(cell), { name: '../../evil', text: 'x' }]),
      'files.unreadable',
    ],
    ['macros', () => archive([...relations(cell), { name: 'xl/vbaProject.bin', text: 'x' }]), 'files.active'],
    [
      'links to other files',
      () => archive([...relations(cell), { name: 'xl/externalLinks/externalLink1.xml', text: '<x/>' }]),
      'files.active',
    ],
    [
      'a broken sheet',
      () => archive(relations('<row').map((part) => ({ ...part, text: part.text.slice(0, -30) }))),
      'workbook.unreadable',
    ],
  ])('is refused: %s', async (_, make, code) => {
    await expect(readSheets(make())).rejects.toMatchObject({ code });
  });

  test('a cell at the far corner does not fill the memory', async () => {
    const far = `${cell}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`;
    await expect(readSheets(archive(relations(far)))).rejects.toMatchObject({
      status: expect.any(Number) as number,
    });
  });

  test('names of nothing are only text', async () => {
    const cells = ['__proto__', 'constructor'].map(
      (text, at) => `<c r="${at === 0 ? 'A' : 'B'}1" t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    const [sheet] = await readSheets(archive(relations(`<row r="1">${cells.join('')}</row>`)));
    expect(sheet?.rows).toEqual([['__proto__', 'constructor']]);
  });

  test.each([
    ['at its beginning', ''],
    ['over the edge of two pieces', `<!--${'x'.repeat(65_520)}-->`],
  ])(
    'a part that declares entities %s is refused: nothing grows and nothing is fetched',
    async (_, before) => {
      const text = `${before}<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst/>`;
      const parts = [...relations(cell), { name: 'xl/sharedStrings.xml', text }];
      await expect(readSheets(archive(parts))).rejects.toMatchObject({ code: 'files.active' });
    },
  );

  test.each(['xl/connections.xml', 'xl/queryTables/queryTable1.xml', 'xl/webextensions/a.xml', 'run.sh'])(
    'a part that has no business in a table is refused: %s',
    async (name) => {
      const parts = [...relations(cell), { name, text: '<x/>' }];
      await expect(readSheets(archive(parts))).rejects.toMatchObject({ code: 'files.active' });
    },
  );

  test('formulas and errors are marked, never run; merged cells are marked', async () => {
    const sheet = `<row r="1"><c r="A1"><f>WEBSERVICE("http://network.example")</f><v>7</v></c><c r="B1" t="e"><v>#REF!</v></c></row>`;
    const parts = relations(sheet).map((part) =>
      part.name.endsWith('sheet1.xml')
        ? {
            ...part,
            text: part.text.replace(
              '</sheetData>',
              '</sheetData><mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>',
            ),
          }
        : part,
    );
    const [read] = await readSheets(archive(parts));
    expect(read?.marks).toEqual([
      { row: 0, column: 0, what: 'formula' },
      { row: 0, column: 1, what: 'error' },
      { row: 0, column: 3, what: 'merged' },
      { row: 1, column: 2, what: 'merged' },
      { row: 1, column: 3, what: 'merged' },
    ]);
  });
});

test('CSV in either separator is read; a megabyte in one cell is read or refused, never a crash', async () => {
  expect((await readSheets(bytesOf('a;b\n১;"x;y"\n')))[0]?.rows).toEqual([
    ['a', 'b'],
    ['১', 'x;y'],
  ]);
  expect((await readSheets(bytesOf(`a,b\n${'x'.repeat(1024 * 1024)},1\n`)))[0]?.rows).toHaveLength(2);
});

test('CSV that is written defuses formulas, begins with a byte order mark and ends its lines as RFC 4180 says', () => {
  expect(
    csvOf([
      ['a', '=1+1'],
      ['"q"', null],
      ['-2', -2],
      ['＝1+1', '＠x'],
    ]),
  ).toBe('\uFEFFa,\'=1+1\r\n"""q""",\r\n\'-2,-2\r\n\'＝1+1,\'＠x\r\n');
});

describe('a workbook that LibreOffice saved again', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'setu-office-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const saved = (name: string, ending: string, filter = ending) => {
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const convert = ['--convert-to', filter, '--outdir', folder, path.join(folder, name)];
    execFileSync('soffice', [profile, '--headless', ...convert], { stdio: 'ignore' });
    return new Uint8Array(readFileSync(path.join(folder, name.replace(/\w+$/u, ending))));
  };
  const rows: CellValue[][] = [
    ['রেফারেন্স', 'Name', 'মান'],
    ['ref:commitments', 'title.en', 'value'],
    ['a', 'মন্ত্রণালয়ের কর্মপরিকল্পনা, ক্ষ র‍্যা', -12.5],
    ['b', '=1+1', 0],
    ['c', '2022-07', 3],
    ['d', 'two\nlines', 1],
  ];

  test('says what it said: as ods, as xlsx again, and as CSV', async () => {
    const columns: WrittenWorkbook['sheets'][number]['columns'] = [
      { width: 20, kind: 'text', locked: true },
      { width: 20, kind: 'text', list: 'names' },
      { width: 20, kind: 'number' },
    ];
    const sheet = { name: 'অঙ্গীকার', columns, head: 2, rows, spare: 200, hiddenRows: [1] };
    const lists = new Map([['names', ['ক', 'খ']]]);
    const bytes = await writeWorkbook({ ...written(rows), sheets: [sheet], lists });
    writeFileSync(path.join(folder, 'a.xlsx'), bytes);
    const kept = (read: readonly CellValue[][]) => read.slice(0, rows.length);
    for (const again of [saved('a.xlsx', 'ods'), saved('a.ods', 'xlsx')]) {
      const sheets = await readSheets(again);
      expect(sheets.map(({ name }) => name)).toEqual(['অঙ্গীকার', 'Guide', 'lists']);
      expect(kept(sheets[0]?.rows ?? [])).toEqual(rows);
      expect(sheets[0]?.marks).toEqual([]);
    }
    const [text] = await readSheets(saved('a.xlsx', 'csv', 'csv:Text - txt - csv (StarCalc):44,34,76,1'));
    expect(kept(text?.rows ?? [])).toEqual(rows.map((row) => row.map(String)));
  }, 120_000);
});

test('whatever is typed, no text of a CSV file begins like a formula', () => {
  const typed = fc.string({ unit: 'binary', maxLength: 30 });
  const starts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '|', '＝', '＋', '－', '＠', '');
  const isSafe = (start: string, text: string) => !/^[=+\-@|\t\r\n＝＋－＠]/u.test(defused(start + text));
  expect(() => fc.assert(fc.property(starts, typed, isSafe))).not.toThrow();
});
