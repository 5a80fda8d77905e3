import { timingSafeEqual } from 'node:crypto';
import { keyed, keyFor } from './secret.ts';

/**
 * The last part of an address that lets whoever has it do one thing, without signing in: what it is about, and a seal
 * that only this installation can make. Each purpose has a key of its own, so that a seal never fits another.
 */
export function sealedToken(secret: string, purpose: string, subject: string): string {
  return `${subject}.${keyed(keyFor(secret, purpose), subject)}`;
}

/** What a token is about; null when we did not make it for this purpose. */
export function subjectOf(secret: string, purpose: string, token: string): string | null {
  const subject = token.slice(0, Math.max(token.lastIndexOf('.'), 0));
  const given = Buffer.from(token);
  const right = Buffer.from(sealedToken(secret, purpose, subject));
  return given.length === right.length && timingSafeEqual(given, right) ? subject : null;
}
