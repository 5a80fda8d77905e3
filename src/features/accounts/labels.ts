import type { Duty } from '#lib/access.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The word for a duty. */
export const dutyLabels: Record<Duty, MessageKey> = {
  secretariat: 'duty_secretariat',
  administrator: 'duty_administrator',
  'data-steward': 'duty_data_steward',
  auditor: 'duty_auditor',
};

/** The word for how far an account is. */
export const accountStateLabels: Record<'invited' | 'open' | 'closed', MessageKey> = {
  invited: 'account_state_invited',
  open: 'account_state_open',
  closed: 'account_state_closed',
};

/** Which control of a form an error about passwords belongs to. */
export const passwordErrors: Record<string, string> = {
  'accounts.password_short': 'password',
  'accounts.password_long': 'password',
  'accounts.password_common': 'password',
  'accounts.password_own': 'password',
};

/** What is said where an account ends: one that was only invited, or one that is open. */
export const closingWords = {
  invited: { title: 'account_withdraw', lede: 'account_withdraw_lede', verb: 'account_withdraw_do' },
  open: { title: 'account_close_other', lede: 'account_close_other_lede', verb: 'account_close_other_do' },
} as const satisfies Record<string, Record<string, MessageKey>>;
