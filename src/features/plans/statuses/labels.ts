import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { ActionStatus } from './schema.ts';

/** The word, the look and the written definition of where an action stands. */
export const actionStatusLabels: Record<
  ActionStatus,
  { word: MessageKey; tone: StatusTone; means: MessageKey }
> = {
  'not-started': { word: 'action_status_not_started', tone: 'planned', means: 'action_means_not_started' },
  'under-way': { word: 'action_status_under_way', tone: 'current', means: 'action_means_under_way' },
  delayed: { word: 'action_status_delayed', tone: 'late', means: 'action_means_delayed' },
  completed: { word: 'action_status_completed', tone: 'done', means: 'action_means_completed' },
  suspended: { word: 'action_status_suspended', tone: 'withdrawn', means: 'action_means_suspended' },
  cancelled: { word: 'action_status_cancelled', tone: 'withdrawn', means: 'action_means_cancelled' },
};
