import type { Tx } from '#lib/server/db/viewer.ts';
import { insertEntries } from './entries.ts';

/** What can happen to an account; the history keeps it as the field `event`. */
export type AccountEvent =
  | 'invited'
  | 'opened'
  | 'conduct-accepted'
  | 'password-changed'
  | 'reset-asked'
  | 'address-changed'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'recovery-codes-made'
  | 'passkey-added'
  | 'passkey-removed'
  | 'session-ended'
  | 'tied'
  | 'granted'
  | 'grant-ended'
  | 'data-downloaded'
  | 'closed';

/**
 * Leaves what happened to an account in the one history, in the caller's transaction. Nothing personal goes in: the
 * account is named by its id, and stays named so after it is closed.
 */
export async function recordAccountEvent(
  tx: Tx,
  account: string,
  event: AccountEvent,
  { details = {}, reason = null }: { details?: Record<string, unknown>; reason?: string | null } = {},
): Promise<void> {
  const action = event === 'invited' ? 'create' : event === 'closed' ? 'archive' : 'change';
  await insertEntries(tx, [
    {
      kind: 'accounts',
      ref: account,
      version: null,
      action,
      before: {},
      after: { event, ...details },
      reason,
    },
  ]);
}
