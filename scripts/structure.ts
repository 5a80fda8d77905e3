/**
 * Checks what no other tool sees: names inside features, the order of features, where SQL stands, sizes of routes.
 * Prints each problem with its rule and how to mend it; exits 1 when there is one.
 */
import { fileURLToPath } from 'node:url';
import { printable } from './structure/problem.ts';
import { structureProblems } from './structure/problems.ts';

const problems = await structureProblems(fileURLToPath(new URL('..', import.meta.url)));
for (const problem of problems) process.stdout.write(`${printable(problem)}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
