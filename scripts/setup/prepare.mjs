// @ts-check
import { alone } from './alone.mjs';
import { buildIsCurrent, buildPages } from './build.mjs';
import { dependenciesAreCurrent, installDependencies } from './dependencies.mjs';
import { say } from './narrate.mjs';
import { diskTrouble, root, SetupError } from './project.mjs';

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
    const sentence = explained(error);
    if (sentence === undefined) throw error;
    say(sentence);
    process.exit(1);
  }
}

/** @param {unknown} error */
function explained(error) {
  if (error instanceof SetupError) return error.message;
  if (!(error instanceof Error && 'code' in error)) return undefined;
  const trouble = diskTrouble(String(error.code));
  return trouble && `The set-up could not write a file: ${trouble}`;
}
