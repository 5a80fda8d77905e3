// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suitableNode } from '../setup/node.mjs';
import { scriptOf } from '../setup/packages.mjs';
import { root } from '../setup/project.mjs';
import { run } from '../setup/run.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */

/** The option of vitest that picks tests by name. */
export const byName = '--testNamePattern';

/**
 * Runs vitest in this terminal.
 * @param {string[]} args filters and options
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<Counts>}
 */
export async function runVitest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'setu-report-'));
  // Also when a Ctrl-C ends us in the middle.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(suitableNode(), [scriptOf('vitest'), 'run', ...reporters, ...args], {
    cwd: root,
    show: true,
    env: { NODE_ENV: undefined, ...env },
  });
  return countsIn(existsSync(report) ? readFileSync(report, 'utf8') : '', code, args.includes(byName));
}

/**
 * Counts test cases. What makes vitest fail without being a failed case counts as one failure: a file that cannot be
 * loaded, an error outside a test, no report. A case that did not run has not passed either, unless it was left out on
 * purpose because only some names were asked for.
 * @param {string} report vitest's JSON report
 * @param {number} code vitest's exit code
 * @param {boolean} onlySomeNames
 * @returns {Counts}
 */
export function countsIn(report, code, onlySomeNames) {
  if (report === '') return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numTotalTests, testResults } = JSON.parse(report);
  const unloaded = testResults.filter(isUnloaded).length;
  const failed = unloaded + (onlySomeNames ? numFailedTests : numTotalTests - numPassedTests);
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** @param {{ status: string, assertionResults: { status: string }[] }} file */
function isUnloaded(file) {
  return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
}
