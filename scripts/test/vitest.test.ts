import { expect, it } from 'vitest';
import { touchesDatabase } from './files.mjs';
import { countsIn } from './vitest.mjs';

const failedCase = { status: 'failed', assertionResults: [{ status: 'failed' }] };
const unloadedFile = { status: 'failed', assertionResults: [] };

function report(numTotalTests: number, numPassedTests: number, testResults: object[] = []): string {
  return JSON.stringify({ numTotalTests, numPassedTests, numFailedTests: 0, testResults });
}

it.each([
  ['all passed', report(3, 3), 0, false, { passed: 3, failed: 0 }],
  ['one failed', report(3, 2, [failedCase]), 1, false, { passed: 2, failed: 1 }],
  ['one was skipped', report(3, 2), 0, false, { passed: 2, failed: 1 }],
  ['others were left out by name', report(3, 2), 0, true, { passed: 2, failed: 0 }],
  ['a file could not be loaded', report(3, 3, [unloadedFile]), 1, false, { passed: 3, failed: 1 }],
  ['an error came from outside a test', report(3, 3), 1, false, { passed: 3, failed: 1 }],
  ['there is no report', '', 1, false, { passed: 0, failed: 1 }],
])('counting when %s', (_when, text, code, onlySomeNames, counts) => {
  expect(countsIn(text, code, onlySomeNames)).toEqual(counts);
});

it.each([
  ['src/features/people/server/queries.test.ts', '', true],
  ['src/lib/server/db/embedded.test.ts', '', true],
  [
    'src/lib/server/history/save.test.ts',
    `import { openTestDatabase } from '#lib/server/db/testing.ts';`,
    true,
  ],
  ['src/features/people/rules.test.ts', '', false],
  ['scripts/torture/torture.test.ts', `import { makeTestPlace } from '#lib/server/db/testing.ts';`, true],
  ['scripts/test/vitest.test.ts', `'#lib/server/db/testing.ts'`, false],
])('does %s touch the database?', (file, text, touches) => {
  expect(touchesDatabase(file, text)).toBe(touches);
});
