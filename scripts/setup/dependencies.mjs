// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { during } from './narrate.mjs';
import { diskTrouble, fingerprint, readStamp, root, SetupError, writeStamp } from './project.mjs';
import { suitableNode } from './node.mjs';
import { run, systemPath } from './run.mjs';

const stampFile = join('node_modules', '.setu-lock');
const npmsOwnRecord = join('node_modules', '.package-lock.json');

/** Packages for building and for this platform are needed whatever the machine's npm settings leave out. */
const installCommand = ['ci', '--include=dev', '--include=optional', '--prefer-offline', '--loglevel=error'];

/** Are the packages in `node_modules` the ones `package-lock.json` names? */
export function dependenciesAreCurrent(base = root) {
  const lock = fingerprint(base, ['package-lock.json']);
  if (readStamp(join(base, stampFile)) === lock) return true;
  if (!existsSync(join(base, npmsOwnRecord))) return false;
  const wanted = packagesIn(join(base, 'package-lock.json'));
  const installed = packagesIn(join(base, npmsOwnRecord));
  if (!agree(wanted, installed)) return false;
  writeStamp(join(base, stampFile), lock);
  return true;
}

/** Installs exactly what `package-lock.json` names. Throws SetupError with the reason in one sentence. */
export async function installDependencies() {
  const count = Object.keys(packagesIn(join(root, 'package-lock.json'))).length;
  // A half-finished installation must not look finished.
  for (const file of [stampFile, npmsOwnRecord]) rmSync(join(root, file), { force: true });
  await during(`Installing up to ${count} packages`, async () => {
    const { code, output } = await run('npm', installCommand, {
      cwd: root,
      env: { PATH: systemPath() },
      shell: process.platform === 'win32',
    });
    if (code !== 0) throw new SetupError(installFailure(output));
    suitableNode();
  });
  writeStamp(join(root, stampFile), fingerprint(root, ['package-lock.json']));
}

/** @type {[RegExp, string][]} */
const knownFailures = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT/u,
    'npm did not reach its registry: check the network connection (or proxy) and run this again.',
  ],
  [
    /EUSAGE/u,
    'package.json and package-lock.json disagree: run "npm install" once and commit the lock file.',
  ],
];

/**
 * @param {string} output what npm printed
 * @returns {string} the reason in one sentence, or npm's own last lines
 */
export function installFailure(output) {
  const known = diskTrouble(output) ?? knownFailures.find(([pattern]) => pattern.test(output))?.[1];
  if (known) return `The packages could not be installed: ${known}`;
  return `The packages could not be installed. npm says:\n${output.trim().split('\n').slice(-15).join('\n')}`;
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} Entry
 * @typedef {{ os?: string | string[], cpu?: string | string[], libc?: string[] }} Platform
 * @typedef {Record<string, Entry & Platform>} Packages
 * @param {string} lockFile
 * @returns {Packages} by folder, without the project itself
 */
function packagesIn(lockFile) {
  const { '': _project, ...packages } = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return packages;
}

/**
 * @param {Packages} wanted
 * @param {Packages} installed
 */
function agree(wanted, installed) {
  return Object.entries(wanted).every(([folder, entry]) => {
    const there = installed[folder];
    if (!there) return entry.optional === true && !isForThisMachine(entry);
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/**
 * Optional packages may be missing: they are for other machines. (Which C library this one has is not asked.)
 * @param {Packages[string]} entry
 */
function isForThisMachine({ os = [], cpu = [], libc }) {
  return [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch) && !libc;
}
