import type { RoundState } from '#features/rounds/rules.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';

/** The word and the look of where a round is. */
export const roundStateLabels: Record<RoundState, { word: MessageKey; tone: StatusTone }> = {
  coming: { word: 'round_state_coming', tone: 'planned' },
  open: { word: 'round_state_open', tone: 'current' },
  late: { word: 'round_state_late', tone: 'late' },
  locked: { word: 'round_state_locked', tone: 'done' },
};
