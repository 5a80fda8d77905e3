/**
 * `npm run bench -- pages weight start growth documents desk`: prints figures as tables; budgets are in docs/performance.md.
 * `pages` and `growth` also measure a PostgreSQL server when BENCH_DATABASE_URL names one (a database of its own is
 * made and dropped there).
 */
import process from 'node:process';
import { desk } from './desk.ts';
import { documents } from './documents.ts';
import { growth } from './growth.ts';
import { pages } from './pages.ts';
import { start } from './start.ts';
import { weight } from './weight.ts';

const benches = { pages, weight, start, growth, documents, desk };
const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (names.length === 0 || unknown.length > 0) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join(' ')}\n`);
  process.exit(2);
}
for (const name of names) {
  process.stdout.write(`\n## ${name}\n`);
  await benches[name as keyof typeof benches]();
}
process.exit(0);
