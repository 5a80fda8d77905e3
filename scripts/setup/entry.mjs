// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { suitableNode, thisNodeSuits } from './node.mjs';
import { root } from './project.mjs';
import { handOver } from './run.mjs';

/**
 * Runs a TypeScript file of the checkout: in this process when this Node can, or else in the pinned Node.
 * @param {string} file relative to the checkout
 * @param {string[]} args what the file sees after its own name in `process.argv`
 */
export async function enter(file, args) {
  const path = join(root, file);
  if (!thisNodeSuits()) return handOver(suitableNode(), [path, ...args]);
  process.argv.splice(1, Infinity, path, ...args);
  await import(pathToFileURL(path).href);
}
