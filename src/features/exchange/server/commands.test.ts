import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { organisationInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { BrokenPack } from '#features/exchange/errors.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { loadPack, type Loaded } from './commands.ts';
import { readPack } from './queries.ts';

let world: TestDatabase;
let folder: string;

beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-pack-'));
});

const manifest = (version: string, files: string, depends = '[]') => `
name: try
version: ${version}
title: A pack to try
licence: facts
sources: [made for this test]
depends: ${depends}
files:
${files}`;

const types =
  '- { file: types.yaml, kind: organisation-types }\n- { file: list.csv, kind: organisations, defaults: { type: ngo } }';
const typesFile = '- ref: ngo\n  name: { en: NGO, bn: এনজিও }\n  sector: civil-society\n';

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
}

async function load(): Promise<Loaded> {
  const pack = await readPack(folder);
  return world.asSecretariat((tx) => loadPack(tx, pack), 'pack');
}

async function state(): Promise<unknown> {
  return world.asSecretariat(async (tx) => ({
    organisations: (await sql`select ref, name, version from organisations order by ref`.execute(tx.db)).rows,
    history: (await sql`select count(*)::int as rows from history`.execute(tx.db)).rows,
    packs: (await sql`select name, version from packs`.execute(tx.db)).rows,
  }));
}

async function problems(): Promise<
  readonly { file: string; line: number; field: string; message: string }[]
> {
  try {
    await load();
  } catch (error) {
    if (error instanceof BrokenPack) return error.problems;
    throw error;
  }
  return [];
}

describe('loading a pack', () => {
  test('writes its records, and loading it twice changes nothing', async () => {
    write({
      'pack.yaml': manifest('1.0.0', types),
      'types.yaml': typesFile,
      'list.csv': 'ref,name.en,name.bn\na,Alpha,আলফা\nb,Beta,\n',
    });
    expect(await load()).toMatchObject({ created: 3, changed: 0 });
    const before = await state();
    expect(await load()).toMatchObject({ created: 0, changed: 0 });
    expect(await state()).toEqual(before);
  });

  test('an upgrade changes what the pack changed and keeps what was edited here', async () => {
    const edited = organisationInput.parse({
      ref: 'a',
      type: 'ngo',
      name: { en: 'Alpha, as we call it', bn: 'আলফা' },
    });
    await world.asSecretariat((tx) => organisations.save(tx, [edited]));
    write({
      'pack.yaml': manifest('1.1.0', types),
      'types.yaml': typesFile,
      'list.csv': 'ref,name.en\na,Alpha Two\nb,Beta Two\nc,Gamma\n',
    });
    const loaded = await load();
    expect(loaded).toMatchObject({ created: 1, changed: 1, kept: ['organisations/a name'] });
    expect(JSON.stringify(await state())).toContain('Alpha, as we call it');
    expect(JSON.stringify(await state())).toContain('Beta Two');
  });

  test('a mistake in any row is named with file, line and field, and nothing is loaded', async () => {
    const before = await state();
    write({
      'pack.yaml': manifest('2.0.0', types),
      'types.yaml':
        '- ref: ngo\n  name: NGO\n  sector: civil-society\n- ref: x y\n  name: Bad\n  sector: other\n',
      'list.csv': 'ref,name.en,colour\nd,Delta,\ne,,red\n',
    });
    expect(await problems()).toEqual([
      {
        file: 'types.yaml',
        line: 4,
        field: 'ref',
        message: expect.stringContaining('a reference has letters') as string,
      },
      { file: 'list.csv', line: 3, field: 'name', message: expect.any(String) as string },
      { file: 'list.csv', line: 3, field: 'record', message: expect.stringContaining('colour') as string },
    ]);
    expect(await state()).toEqual(before);
  });

  test('a row that names a record nobody has is found after earlier rows were written, and they go too', async () => {
    const before = await state();
    write({
      'pack.yaml': manifest('2.0.0', types),
      'types.yaml': typesFile,
      'list.csv': 'ref,name.en,parent\nd,Delta,\ne,Epsilon,nobody\n',
    });
    expect(await problems()).toEqual([
      { file: 'list.csv', line: 3, field: 'nobody', message: 'there is no organisations record nobody' },
    ]);
    expect(await state()).toEqual(before);
  });

  const broken: Record<string, Record<string, string>> = {
    'a file that is missing': { 'pack.yaml': manifest('2.0.0', types), 'types.yaml': typesFile },
    'a record given twice': {
      'pack.yaml': manifest('2.0.0', types),
      'types.yaml': typesFile,
      'list.csv': 'ref,name.en\nd,D\nd,D\n',
    },
    'YAML that does not parse': {
      'pack.yaml': manifest('2.0.0', types),
      'types.yaml': '- ref: [',
      'list.csv': 'ref\n',
    },
    'CSV with an open quote': {
      'pack.yaml': manifest('2.0.0', types),
      'types.yaml': typesFile,
      'list.csv': 'ref,name.en\nd,"D\n',
    },
    'a pack that needs another': {
      'pack.yaml': manifest('2.0.0', types, '[other]'),
      'types.yaml': typesFile,
      'list.csv': 'ref\n',
    },
    'a file outside the pack': { 'pack.yaml': manifest('2.0.0', '- { file: ../x.yaml, kind: people }') },
    'a column that would reach into the program': {
      'pack.yaml': manifest('2.0.0', types),
      'types.yaml': typesFile,
      'list.csv': 'ref,__proto__.x\nd,1\n',
    },
  };
  test.each(Object.keys(broken))('%s is refused and changes nothing', async (name) => {
    const before = await state();
    write(broken[name] ?? {});
    expect((await problems()).length).toBeGreaterThan(0);
    expect(await state()).toEqual(before);
  });
});
