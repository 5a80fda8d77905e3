import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestPlace } from '#lib/server/db/testing.ts';
import { backupRounds } from './backup.ts';
import { killRounds } from './kill.ts';
import { powerCuts } from './power-cuts.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-torture-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});
const quietly = () => {};

describe('no acknowledged write is lost', () => {
  test('when the process is killed while loading and writing', { timeout: 900_000 }, async () => {
    const { where, remove } = await makeTestPlace();
    const report =
      where.engine === 'embedded'
        ? await killRounds(folder, 20, quietly)
        : await killRounds(folder, 5, quietly, where.url);
    await remove();
    expect(report.failures).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(0);
  });

  test('when the power of the embedded database fails', { timeout: 600_000 }, async () => {
    const report = await powerCuts(folder, 12, quietly);
    expect(report.failures).toEqual([]);
    expect(report.syncs).toBeGreaterThan(100);
  });
});

test(
  'a backup made while somebody writes restores as one moment, on either engine',
  { timeout: 900_000 },
  async () => {
    const { where, remove } = await makeTestPlace();
    const server = where.engine === 'server' ? where.url : undefined;
    const report = await backupRounds(folder, server ? 4 : 2, quietly, server);
    await remove();
    expect(report.failures).toEqual([]);
    expect(Object.keys(report.ways)).toHaveLength(server ? 4 : 1);
  },
);
