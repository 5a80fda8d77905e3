import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { Timing } from './rules.ts';

/** The word and the look of where today lies in an action's period. */
export const timingLabels: Record<Timing, { word: MessageKey; tone: StatusTone }> = {
  undated: { word: 'action_timing_undated', tone: 'notReported' },
  ahead: { word: 'action_timing_ahead', tone: 'planned' },
  running: { word: 'action_timing_running', tone: 'current' },
  over: { word: 'action_timing_over', tone: 'withdrawn' },
};
