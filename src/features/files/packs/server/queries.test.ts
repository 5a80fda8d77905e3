import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packLabels } from './queries.ts';

test('packs say their terms; one whose folder is gone or broken is left out', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-packs-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, text] of [
    ['good', 'title: A pack\nlicence: CC BY 4.0\nsources: [A book]\n'],
    ['broken', 'title: A pack\n'],
  ] as const) {
    fs.mkdirSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, name, 'pack.yaml'), text);
  }
  const labels = await packLabels(['gone', 'broken', 'good'], folder);
  expect(labels).toMatchObject([{ name: 'good', licence: 'CC BY 4.0', sources: ['A book'] }]);
});
