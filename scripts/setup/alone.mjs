// @ts-check
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './narrate.mjs';
import { root } from './project.mjs';

const lockFile = join(root, '.cache', 'set-up.lock');

/**
 * Runs `work` while no other process sets up the same checkout: two of them would delete each other's packages.
 * @param {() => Promise<void>} work
 */
export async function alone(work) {
  let waiting = false;
  while (!take()) {
    if (!waiting) say(`Waiting for another set-up of this folder to finish (${lockFile}) …`);
    waiting = true;
    await pause(300);
  }
  try {
    await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/**
 * A link appears with its content, so that nobody reads a lock without an owner.
 * @returns {boolean} is the lock ours now?
 */
function take() {
  const own = `${lockFile}.${process.pid}`;
  try {
    mkdirSync(dirname(lockFile), { recursive: true });
    writeFileSync(own, String(process.pid));
    linkSync(own, lockFile);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  if (!ownerIsAlive()) rmSync(lockFile, { force: true });
  return false;
}

/** A process that was killed leaves its lock behind. */
function ownerIsAlive() {
  try {
    return process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
