// @ts-check
import { spawn } from 'node:child_process';

/**
 * The shell between us and the server. It ends the server when our end of its input closes: when asked to, and also when
 * this process is killed in a way that leaves it no time to tidy up. Then it deletes the server's folder.
 */
const tether = `
end=$1 scrap=$2
shift 2
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ while read -r line; do :; done; kill -s "$end" "$server"; } <&3 >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$server"
code=$?
kill "$watch" 2>/dev/null
rm -rf -- "$scrap"
exit "$code"
`;

/**
 * @typedef {object} TetheredOptions
 * @property {string} scrap folder that is deleted afterwards
 * @property {(output: string) => boolean} isReady asked whenever the server has printed something, with all of it
 * @property {number} patience milliseconds it may take to become ready
 * @property {'INT' | 'TERM'} endWith the signal that makes the server stop tidily
 * @property {Record<string, string | undefined>} [env]
 * @property {{ uid: number, gid: number }} [user]
 */

/**
 * @typedef {object} Tethered
 * @property {() => Promise<void>} stop ends it and waits until it has ended
 * @property {() => string} output what it has printed so far
 */

/**
 * Starts a server that lives no longer than this process.
 * @param {string[]} command
 * @param {TetheredOptions} options
 * @returns {Promise<Tethered>} when it is ready; rejects with its output when it ends first or takes too long
 */
export function tethered(command, options) {
  return new Promise((resolve, reject) => {
    const shell = startShell(command, options);
    let output = '';
    /** @type {Promise<void>} */
    const ended = new Promise((done) => shell.once('close', () => done()));
    const stop = () => {
      shell.stdin.end();
      return ended;
    };
    /** @param {string} reason */
    const giveUp = (reason) => {
      clearTimeout(timer);
      shell.stdin.end();
      reject(new Error(`${command.join(' ')} ${reason}. It printed:\n${output}`));
    };
    const timer = setTimeout(() => giveUp('was not ready in time'), options.patience);
    /** @param {string} chunk */
    const listen = (chunk) => {
      output += chunk;
      if (!options.isReady(output)) return;
      clearTimeout(timer);
      resolve({ stop, output: () => output });
    };
    shell.stdout.setEncoding('utf8').on('data', listen);
    shell.stderr.setEncoding('utf8').on('data', listen);
    shell.once('error', (error) => giveUp(`could not be started: ${error.message}`));
    shell.once('close', (code) => giveUp(`ended with code ${code}`));
  });
}

/**
 * Detached: a Ctrl-C in the terminal is for us; we end the server when the tests on it have ended.
 * @param {string[]} command
 * @param {TetheredOptions} options
 */
function startShell(command, options) {
  return spawn('sh', ['-c', tether, 'sh', options.endWith, options.scrap, ...command], {
    detached: true,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options.user,
  });
}
