import { hasDuty, type Asker } from '#lib/access.ts';
import { shifted } from '#lib/dates.ts';
import { scopes, trailDuties, type Scope } from '#lib/scopes.ts';

export type TokenState = 'good' | 'expired' | 'revoked';

/** How a token stands on a civil day. */
export function stateOf(token: { expiresOn: string; isRevoked: boolean }, today: string): TokenState {
  if (token.isRevoked) return 'revoked';
  return token.expiresOn <= today ? 'expired' : 'good';
}

/** Scopes somebody may give a token today: the trail is for those who read it. */
export function scopesFor(asker: Asker): Scope[] {
  return scopes.filter((scope) => scope !== 'trail:read' || hasDuty(asker, ...trailDuties));
}

/** The first day on which a token made today for so many days is no longer good. */
export const expiryOf = (today: string, days: number): string => shifted(today, days);
