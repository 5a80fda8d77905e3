// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { SetupError } from './project.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env] laid over the present environment
 * @property {boolean} [show] give the child this terminal instead of collecting what it prints
 * @property {boolean} [shell]
 * @property {{ uid: number, gid: number } | undefined} [user] whose rights the child has
 */

/** @type {NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * The present PATH without the folders npm puts in front. There the pinned Node shadows the system's, and a Node
 * that lives in `node_modules` must not run the `npm ci` that deletes `node_modules`.
 */
export function systemPath() {
  const parts = (process.env['PATH'] ?? '').split(delimiter);
  return parts
    .filter((part) => !/[\\/](node_modules[\\/]\.bin|node-gyp-bin)[\\/]?$/u.test(part))
    .join(delimiter);
}

/**
 * Runs a command to its end. A signal that arrives meanwhile goes to the child and then ends this process too.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} the exit code (128 + n for signal n) and what was printed
 */
export async function run(command, args, options = {}) {
  const { code, output, received } = await runChild(command, args, options);
  if (received) process.exit(exitCodeFor(received));
  return { code, output };
}

/**
 * Runs a command in place of this process: same terminal, signals passed on, and this process ends with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<never>}
 */
export async function handOver(command, args, options = {}) {
  const { code } = await runChild(command, args, { ...options, show: true });
  process.exit(code);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ code: number, output: string, received: NodeJS.Signals | undefined }>}
 */
function runChild(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      shell: options.shell ?? false,
      stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      ...options.user,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    }
    const release = passSignals(child);
    child.on('error', (error) => {
      release();
      reject(new SetupError(`${command} could not be started: ${error.message}.`));
    });
    child.on('close', (code, signal) => {
      resolve({ code: code ?? exitCodeFor(signal), output, received: release() });
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => NodeJS.Signals | undefined} stops passing on and tells which signal came
 */
function passSignals(child) {
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @type {NodeJS.Timeout | undefined} */
  let later;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    received = signal;
    // Ctrl-C in a terminal reaches the child as well; a second one at once would read as "do not finish tidily".
    const wait = signal === 'SIGINT' && process.stdin.isTTY ? 3000 : 0;
    later = setTimeout(() => child.kill(signal), wait);
  };
  for (const signal of passedOn) process.on(signal, pass);
  return () => {
    clearTimeout(later);
    for (const signal of passedOn) process.off(signal, pass);
    return received;
  };
}

/** @param {NodeJS.Signals | null} signal */
function exitCodeFor(signal) {
  return signal ? 128 + constants.signals[signal] : 1;
}
