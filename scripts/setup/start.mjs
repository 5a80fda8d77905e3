// @ts-check
import { enter } from './entry.mjs';
import { suitableNode } from './node.mjs';
import { prepare } from './prepare.mjs';
import { scriptOf } from './packages.mjs';
import { handOver } from './run.mjs';

/**
 * Sets up what is missing, then serves.
 * @param {string[]} args `--build-only` stops after the set-up; `--dev` serves the sources as they change
 */
export async function start(args) {
  if (args.includes('--dev')) {
    await prepare({ build: false });
    await handOver(suitableNode(), [scriptOf('vite'), 'dev', ...args.filter((arg) => arg !== '--dev')]);
  }
  await prepare({ build: true });
  if (!args.includes('--build-only')) await enter('server.ts', args);
}
