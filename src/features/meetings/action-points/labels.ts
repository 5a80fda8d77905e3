import { seatRoleLabels } from '#features/bodies/seats/labels.ts';
import type { PointStatus } from '#features/meetings/action-points/schema.ts';
import type { Owner } from '#features/meetings/action-points/server/queries.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';
import { textIn } from '#lib/translated.ts';
import type { StatusTone } from '#lib/ui/status.ts';

/** The word and the look of how far a point is. */
export const pointStatusLabels: Record<PointStatus | 'overdue', { word: MessageKey; tone: StatusTone }> = {
  open: { word: 'point_status_open', tone: 'planned' },
  'under-way': { word: 'point_status_under_way', tone: 'current' },
  done: { word: 'point_status_done', tone: 'done' },
  dropped: { word: 'point_status_dropped', tone: 'withdrawn' },
  overdue: { word: 'point_status_overdue', tone: 'late' },
};

/** What a list can be narrowed to, and its words. */
export const pointStates = ['unfinished', 'overdue', 'open', 'under-way', 'done', 'dropped'] as const;
export const pointStateLabels: Record<(typeof pointStates)[number], MessageKey> = {
  unfinished: 'point_state_unfinished',
  overdue: pointStatusLabels.overdue.word,
  open: pointStatusLabels.open.word,
  'under-way': pointStatusLabels['under-way'].word,
  done: pointStatusLabels.done.word,
  dropped: pointStatusLabels.dropped.word,
};

/** The look of a point: overdue before everything else. */
export const pointLabel = ({ status, overdue }: { status: PointStatus; overdue: boolean }) =>
  pointStatusLabels[overdue ? 'overdue' : status];

/** Who took it on, in a line: "MoEWOE" or "MoEWOE (co-chair)". */
export function ownerWords(owner: Owner | null, { lang, say }: { lang: Lang; say: Say }): string {
  if (!owner) return '';
  const name = textIn(owner.acronym ?? owner.name, lang);
  return owner.role === null ? name : `${name} (${say(seatRoleLabels[owner.role])})`;
}
