// @ts-check
import { alone } from './alone.mjs';
import { buildIsCurrent, buildPages } from './build.mjs';
import { dependenciesAreCurrent, installDependencies } from './dependencies.mjs';
import { say } from './narrate.mjs';
import { root, SetupError } from './project.mjs';

/**
 * Does what is missing before the product can run, and nothing that was done before.
 * @param {{ build: boolean }} wanted are built pages needed, or only the packages?
 */
export async function prepare({ build }) {
  process.chdir(root);
  if (dependenciesAreCurrent() && (!build || buildIsCurrent())) return;
  await alone(async () => {
    if (!dependenciesAreCurrent()) await installDependencies();
    if (build && !buildIsCurrent()) await buildPages();
  });
}

/**
 * Runs an entry; a set-up that cannot go on ends the process with its sentence and exit code 1.
 * @param {() => Promise<void>} entry
 */
export async function orExplain(entry) {
  try {
    await entry();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(1);
  }
}
