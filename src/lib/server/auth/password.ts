import { hashPassword as hash } from 'better-auth/crypto';

/** The hash of a password as it is kept (scrypt with a salt of its own). Slow on purpose. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}
