import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { Rating } from './rules.ts';

/** The word and the look of a rating. */
export const ratingLabels: Record<Rating, { word: MessageKey; tone: StatusTone }> = {
  reached: { word: 'rating_reached', tone: 'done' },
  'on-track': { word: 'rating_on_track', tone: 'current' },
  'off-track': { word: 'rating_off_track', tone: 'late' },
  'no-data': { word: 'rating_no_data', tone: 'notReported' },
};
