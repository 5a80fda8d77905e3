import type { DecisionKind } from '#features/meetings/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The word for what came of an agenda item; a discussion without a decision is not called one. */
export const decisionKindLabels: Record<DecisionKind, MessageKey> = {
  decision: 'decision_kind_decision',
  arrangement: 'decision_kind_arrangement',
  discussion: 'decision_kind_discussion',
};
