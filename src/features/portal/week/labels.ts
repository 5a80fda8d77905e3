import type { WeekTheme } from '#features/portal/week/rules.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** The heading of each theme. */
export const weekThemeLabels: Record<WeekTheme, MessageKey> = {
  minutes: 'week_minutes',
  points: 'week_points',
  reports: 'week_reports',
  seats: 'week_seats',
  invitations: 'week_invitations',
  access: 'week_access',
  other: 'week_other',
};
