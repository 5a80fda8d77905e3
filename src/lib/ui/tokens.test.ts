import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const files = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:svelte|css)$/u.test(file))
  .map((file) => fs.readFileSync(path.join('src', file), 'utf8'));
const found = (pattern: RegExp) =>
  new Set(files.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name)));

test('every custom property that is used is given a value somewhere', () => {
  const used = found(/var\((--[\w-]+)/gu);
  const given = found(/(?:style:)?(--[\w-]+)\s*[:=]/gu);
  expect(used.size).toBeGreaterThan(20);
  expect([...used].filter((name) => !given.has(name))).toEqual([]);
});
