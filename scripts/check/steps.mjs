// @ts-check
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { elapsed } from '../setup/narrate.mjs';
import { suitableNode } from '../setup/node.mjs';
import { scriptOf } from '../setup/packages.mjs';
import { filesBelow, root } from '../setup/project.mjs';
import { run } from '../setup/run.mjs';
import { audit } from './audit.mjs';
import { lockFile } from './lock-file.mjs';

/**
 * @typedef {{ passed: boolean, output: string }} Outcome
 * @typedef {{ name: string, work: () => Promise<Outcome> }} Step
 */

/** @returns {Step[]} everything `npm run check` looks at, slowest first */
function steps() {
  return [
    node('lint', scriptOf('eslint'), '.', '--max-warnings=0'),
    node(
      'types',
      scriptOf('svelte-check'),
      '--tsconfig=./tsconfig.json',
      '--fail-on-warnings',
      '--output=human',
    ),
    node('unused code', scriptOf('knip'), '--no-progress'),
    node(
      'import directions',
      scriptOf('dependency-cruiser', 'depcruise'),
      'src',
      '--config',
      '--progress=none',
    ),
    node('formatting', scriptOf('prettier'), '--check', '--log-level=warn', '.'),
    node('structure', 'scripts/structure.ts'),
    node('messages', 'scripts/messages.ts'),
    ...generators().map((file) => node(`generated: ${basename(file, '.ts')}`, file, '--check')),
    { name: 'lock file', work: lockFile },
    { name: 'known vulnerabilities', work: audit },
  ];
}

function generators() {
  return filesBelow(root, 'scripts/generate').filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
}

/**
 * @param {string} name
 * @param {string} script
 * @param {...string} args
 * @returns {Step}
 */
function node(name, script, ...args) {
  return {
    name,
    work: async () => {
      const { code, output } = await run(suitableNode(), [script, ...args], {
        cwd: root,
        env: { NO_COLOR: '1', FORCE_COLOR: undefined },
      });
      return { passed: code === 0, output };
    },
  };
}

/**
 * Runs every step, whatever the others say, and prints one line for each; what a failed one says follows its line.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  await run(suitableNode(), [scriptOf('@sveltejs/kit', 'svelte-kit'), 'sync'], { cwd: root });
  const waiting = steps();
  const counts = { passed: 0, failed: 0 };
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      counts[(await runStep(step)) ? 'passed' : 'failed'] += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  return counts;
}

/** @param {Step} step */
async function runStep(step) {
  const since = performance.now();
  const { passed, output } = await step.work();
  process.stdout.write(`${passed ? '✓' : '✗'} ${step.name} (${elapsed(since)})\n`);
  if (!passed || step.work === audit) process.stdout.write(indented(output));
  return passed;
}

/** @param {string} text */
function indented(text) {
  return text.trim() === '' ? '' : `${text.trimEnd().replaceAll(/^/gmu, '    ')}\n`;
}
