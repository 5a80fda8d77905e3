import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Scope } from '#lib/scopes.ts';
import type { TokenState } from './rules.ts';

/** The word for a scope, and what it lets a program do. */
export const scopeLabels: Record<Scope, { name: MessageKey; means: MessageKey }> = {
  'records:public': { name: 'token_scope_public', means: 'token_scope_public_means' },
  'records:mine': { name: 'token_scope_mine', means: 'token_scope_mine_means' },
  'trail:read': { name: 'token_scope_trail', means: 'token_scope_trail_means' },
};

/** The word for how a token stands. */
export const stateLabels: Record<TokenState, MessageKey> = {
  good: 'token_state_good',
  expired: 'token_state_expired',
  revoked: 'token_state_revoked',
};
