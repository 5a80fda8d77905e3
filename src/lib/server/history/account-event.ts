import type { Tx } from '#lib/server/db/viewer.ts';

/** What can happen to an account; the history keeps it as the field `event`. */
export type AccountEvent =
  | 'invited'
  | 'opened'
  | 'password-changed'
  | 'reset-asked'
  | 'address-changed'
  | 'second-factor-on'
  | 'second-factor-off'
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
  const { viewer } = tx;
  await tx.db
    .insertInto('history')
    .values({
      at: tx.now,
      request_id: tx.requestId,
      door: tx.door,
      actor: viewer.kind === 'public' ? 'nobody signed in' : viewer.actor,
      account_id: viewer.kind === 'person' ? viewer.account : null,
      kind: 'accounts',
      ref: account,
      action: event === 'invited' ? 'create' : event === 'closed' ? 'archive' : 'change',
      before: JSON.stringify({}),
      after: JSON.stringify({ event, ...details }),
      reason,
    })
    .execute();
}
