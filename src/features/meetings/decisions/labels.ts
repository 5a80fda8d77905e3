import type { DecisionKind } from '#features/meetings/schema.ts';
import type { DecisionStatus } from '#features/meetings/decisions/rules.ts';
import type { Decision } from '#features/meetings/decisions/server/queries.ts';
import { formatDigits } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { textIn } from '#lib/translated.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The word for what came of an agenda item; a discussion without a decision is not called one. */
export const decisionKindLabels: Record<DecisionKind, MessageKey> = {
  decision: 'decision_kind_decision',
  arrangement: 'decision_kind_arrangement',
  discussion: 'decision_kind_discussion',
};

/** The word and the look of where a decision stands. */
export const decisionStatusLabels: Record<DecisionStatus, { word: MessageKey; tone: StatusTone }> = {
  'in-force': { word: 'decision_status_in_force', tone: 'current' },
  'carried-out': { word: 'decision_status_carried_out', tone: 'done' },
  superseded: { word: 'decision_status_superseded', tone: 'withdrawn' },
  discussed: { word: 'decision_status_discussed', tone: 'proposed' },
};

/** How a decision is cited: "LM TWG 2026/3". Null for what was only discussed. */
export function decisionNumber(
  { number, decidedOn, body }: Pick<Decision, 'number' | 'decidedOn' | 'body'>,
  lang: Lang,
): string | null {
  if (number === null) return null;
  const name = textIn(body.acronym ?? body.name, lang);
  return `${name} ${formatDigits(`${decidedOn.slice(0, 4)}/${String(number)}`, lang)}`;
}
