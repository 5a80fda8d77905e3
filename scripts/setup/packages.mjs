// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/**
 * The script behind a command of an installed package, to be run with the Node we choose.
 * @param {string} name the package
 * @param {string} [command] where it differs from the package's name
 */
export function scriptOf(name, command = name) {
  const folder = join(root, 'node_modules', ...name.split('/'));
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
