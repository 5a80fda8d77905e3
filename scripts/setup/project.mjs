// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/u, '');

/** A set-up that cannot go on; `message` is one sentence (or a little more) for the person at the terminal. */
export class SetupError extends Error {}

/**
 * What to say when a file could not be written.
 * @param {string} code an error code of the system, or a text with one in it
 * @returns {string | undefined} the cure in one sentence; undefined for everything that is not about writing files
 */
export function diskTrouble(code) {
  if (/ENOSPC|EDQUOT/u.test(code)) return 'the disk is full; free about 1 GB and run this again.';
  if (!/EROFS|EACCES|EPERM/u.test(code)) return undefined;
  return 'this folder or the npm cache cannot be written to; check who owns them and run this again.';
}

/**
 * Every file at or below `path`, as paths with forward slashes relative to `base`, sorted.
 * A path that does not exist gives nothing.
 * @param {string} base
 * @param {string} path relative to `base`
 * @returns {string[]}
 */
export function filesBelow(base, path) {
  const full = join(base, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const names = readdirSync(full, { recursive: true, encoding: 'utf8' }).map((name) => join(full, name));
  return names
    .filter((name) => statSync(name).isFile())
    .map((name) => relative(base, name).split(sep).join('/'))
    .sort();
}

/**
 * One hash over the names and the contents of files, so that a fresh checkout of the same text is the same.
 * @param {string} base
 * @param {string[]} files relative to `base`
 */
export function fingerprint(base, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(join(base, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * What a stamp file says, or an empty text when there is none.
 * @param {string} file
 */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/**
 * @param {string} file
 * @param {string} value
 */
export function writeStamp(file, value) {
  writeFileSync(file, `${value}\n`);
}
