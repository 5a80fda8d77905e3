import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestPlace } from '#lib/server/db/testing.ts';
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
