// @ts-check
import { runChecks } from '../check/steps.mjs';
import { elapsed } from '../setup/narrate.mjs';
import { prepare } from '../setup/prepare.mjs';
import { databaseTests, journeys, toolsNamedIn, unitTests } from './files.mjs';
import { postgresPrograms, startPostgres } from './postgres.mjs';
import { findOrInstall } from './tools.mjs';
import { byName, runVitest } from './vitest.mjs';

/**
 * @typedef {import('./vitest.mjs').Counts} Counts
 * @typedef {{ title: string, work: () => Promise<Counts> }} Part
 */

/**
 * Runs every part, whatever the others say.
 * @returns {Promise<Counts>} the sum
 */
export async function runAll() {
  const named = toolsNamedIn([...unitTests(), ...journeys()]);
  const missing = await findOrInstall(['postgres', 'chromium', 'bangla', ...named]);
  for (const sentence of missing.values()) process.stdout.write(`${sentence}\n`);
  const inTheWay = (await buildProblem()) ?? missing.get('chromium') ?? missing.get('bangla');
  return runParts([
    { title: 'Checks', work: runChecks },
    { title: 'Tests on the embedded database', work: () => runFiles(unitTests()) },
    { title: 'Tests on a PostgreSQL server', work: () => needs(missing.get('postgres'), onServer) },
    { title: 'Journeys in a browser', work: () => needs(inTheWay, inBrowser) },
  ]);
}

/**
 * Runs the tests beside what they test whose file has `filter` in its path, or else whose name matches it.
 * @param {string} filter
 * @param {string[]} more further arguments for vitest
 */
export async function runSome(filter, more) {
  const named = toolsNamedIn(unitTests().filter((file) => file.includes(filter)));
  const missing = await findOrInstall(named);
  for (const sentence of missing.values()) process.stdout.write(`${sentence}\n`);
  const isPath = unitTests().some((file) => file.includes(filter));
  const work = () => runVitest([...(isPath ? [filter] : [byName, filter]), ...more], embedded);
  return runParts([{ title: `Tests that match "${filter}"`, work }]);
}

/** Only the journeys need the built pages; the rest is tested even when they cannot be built. */
async function buildProblem() {
  try {
    await prepare({ build: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const embedded = { SETU_TEST_ENGINE: 'embedded' };

async function onServer() {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return runFiles(databaseTests(), { SETU_TEST_ENGINE: 'server', TEST_DATABASE_URL: given });
  const { url, stop } = await startPostgres(postgresPrograms() ?? '');
  try {
    return await runFiles(databaseTests(), { SETU_TEST_ENGINE: 'server', TEST_DATABASE_URL: url });
  } finally {
    await stop();
  }
}

async function inBrowser() {
  if (journeys().length === 0) return nothing('journeys');
  return runVitest(['--config', 'e2e/support/vitest.config.ts']);
}

/**
 * @param {string[]} files
 * @param {Record<string, string>} [env]
 */
async function runFiles(files, env = embedded) {
  return files.length === 0 ? nothing('tests') : runVitest(files, env);
}

/**
 * A part without tests has proved nothing.
 * @param {string} what
 */
function nothing(what) {
  process.stdout.write(`There are no ${what} to run, which counts as a failure.\n`);
  return { passed: 0, failed: 1 };
}

/**
 * @param {string | undefined} missing
 * @param {() => Promise<Counts>} work
 */
async function needs(missing, work) {
  if (!missing) return work();
  process.stdout.write(`${missing}\n`);
  return { passed: 0, failed: 1 };
}

/** @param {Part[]} parts */
async function runParts(parts) {
  const sum = { passed: 0, failed: 0 };
  for (const { title, work } of parts) {
    const since = performance.now();
    process.stdout.write(`\n=== ${title}\n`);
    const { passed, failed } = await work().catch(broken);
    process.stdout.write(`=== ${title}: ${passed} passed, ${failed} failed (${elapsed(since)})\n`);
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
}

/** @param {unknown} error */
function broken(error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return { passed: 0, failed: 1 };
}
