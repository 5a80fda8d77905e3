import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The secret of an installation: the given one, or else one made at first need and kept in the data folder, readable
 * by this user only. Everything signed or encrypted hangs on it; whoever moves the data folder moves it too.
 */
export function installationSecret(given: string | undefined, folder: string): string {
  if (given) return given;
  const file = path.join(folder, 'secret');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    fs.writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/** A key for one purpose, so that what leaks from one use tells nothing about another. 32 bytes, as base64url. */
export function keyFor(secret: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', `setu ${purpose}`, 32)).toString('base64url');
}

/** A value nobody can guess without the key, the same for the same text; base64url. */
export function keyed(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
