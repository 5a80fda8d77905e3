import type { OutcomeKind } from '#features/desk/outcomes/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The public list of a kind of outcome, where it stands, and what begins a new one. */
export const outcomeLabels: Record<OutcomeKind, { list: MessageKey; path: string; add: MessageKey }> = {
  decisions: { list: 'nav_decisions', path: '/decisions', add: 'outcome_new_decision' },
  action_points: { list: 'nav_action_points', path: '/action-points', add: 'outcome_new_point' },
};
