/**
 * Checks the interface texts: both languages have the same keys and placeholders, in order, in NFC, in their own script,
 * and every text is used. Prints each problem; exits 1 when there is one.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageProblems, type Catalogue } from './messages/problems.ts';
import { isTest, readSources } from './structure/sources.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function catalogue(locale: 'en' | 'bn'): Catalogue {
  return JSON.parse(
    readFileSync(new URL(`../messages/${locale}.json`, import.meta.url), 'utf8'),
  ) as Catalogue;
}

const usedIn = readSources(root)
  .filter(({ path }) => path.startsWith('src/') && !isTest(path))
  .map(({ text }) => text)
  .join('\n');
const problems = messageProblems(catalogue('en'), catalogue('bn'), usedIn);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
