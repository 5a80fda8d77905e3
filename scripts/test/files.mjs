// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, root } from '../setup/project.mjs';

/** @typedef {import('./tools.mjs').ToolName} ToolName */

const testFolders = ['src', 'scripts', 'bench', 'e2e'];

/** All tests beside what they test. */
export function unitTests() {
  return testFolders
    .flatMap((folder) => filesBelow(root, folder))
    .filter((file) => file.endsWith('.test.ts'));
}

/** The tests that touch the database: they run once more on a PostgreSQL server. */
export function databaseTests() {
  return unitTests().filter((file) => touchesDatabase(file, textOf(file)));
}

/** All journeys in a browser. */
export function journeys() {
  return filesBelow(root, 'e2e').filter((file) => file.endsWith('.e2e.ts'));
}

/**
 * @param {string} file
 * @param {string} text
 */
export function touchesDatabase(file, text) {
  if (/^src\/(features\/.+\/server|lib\/server\/db)\//u.test(file)) return true;
  return /^(src|scripts\/torture)\//u.test(file) && text.includes('#lib/server/db/testing.ts');
}

/** @type {[RegExp, ToolName][]} */
const signs = [
  [/\bpdf(totext|info|toppm|fonts|images)\b/u, 'poppler'],
  [/\bsoffice\b/u, 'libreoffice'],
];

/**
 * Which programs, beside a browser and a database server, tests call by name.
 * @param {string[]} files
 * @returns {ToolName[]}
 */
export function toolsNamedIn(files) {
  const text = files.map(textOf).join('\n');
  return signs.filter(([sign]) => sign.test(text)).map(([, tool]) => tool);
}

/** @param {string} file */
function textOf(file) {
  return readFileSync(join(root, file), 'utf8');
}
