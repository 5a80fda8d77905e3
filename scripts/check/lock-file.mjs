// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/project.mjs';

/** Does the lock file let `npm ci` work in an empty clone? */
export async function lockFile() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const absent = absentPackages(JSON.parse(lock).packages);
  const lines = absent.map((name) => `${name} is named as an optional dependency but has no entry`);
  const cure =
    'npm leaves out what its registry did not have at the time; then "npm ci" refuses the lock file. Add them.';
  return { passed: absent.length === 0, output: absent.length === 0 ? '' : [...lines, cure].join('\n') };
}

/**
 * Packages for other platforms that a dependency names and the lock file lacks.
 * @param {Record<string, { optionalDependencies?: Record<string, string> }>} packages of package-lock.json
 * @returns {string[]}
 */
export function absentPackages(packages) {
  const present = new Set(Object.keys(packages).map((folder) => folder.split('node_modules/').at(-1)));
  const named = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  return [...new Set(named)].filter((name) => !present.has(name)).sort();
}
