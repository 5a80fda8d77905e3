import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('docs/security.md', 'utf8');
/** Where the short names of the page begin. */
const roots = ['.', 'src', 'src/features'];
const isFile = /\.(?:ts|mjs|js|cjs|sql|svelte)$|^(?:lib|features|migrations|scripts|e2e)\//u;
const filesIn = (text: string) =>
  [...text.matchAll(/`([^`\s{}<>]+)`/gu)].map(([, name = '']) => name).filter((name) => isFile.test(name));

const isThere = (name: string) =>
  roots.some((root) => {
    const file = path.join(root, name);
    return name.includes('*') ? globSync(file).length > 0 : existsSync(file);
  });

test('every file that docs/security.md names is there', () => {
  const named = filesIn(page);
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});

/** Where no test can show it, the page says who or what does. */
const otherProofs = /\beye\b|\boperator\b|\blint\b|`npm run check`/u;

test('every group of requirements names a test that shows it, or says that only reading or the operator does', () => {
  const rows = page
    .split('\n')
    .filter((line) => /^\| \d+\.\d/u.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(50);
  const bare = rows.filter(
    ([, , , shown = '']) =>
      !filesIn(shown).some((file) => /test\.ts$|e2e\.ts$/u.test(file)) && !otherProofs.test(shown),
  );
  expect(bare.map(([, group]) => group)).toEqual([]);
});
