import { hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The secret of the installation: as given, or else made once and kept in the data folder, readable by its owner only.
 * Processes on several machines need to be given the same.
 */
export function installationSecret(folder: string, given?: string): string {
  if (given) return given;
  const file = path.join(folder, 'secret');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    fs.writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const kept = fs.readFileSync(file, 'utf8').trim();
  if (kept.length < 32) throw new Error(`The file ${file} holds no secret; remove it and start again.`);
  return kept;
}

/** A key for one purpose: who learns it learns nothing about the secret or other keys. */
export function keyFor(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, 'setu', purpose, 32));
}
