import type { Due } from '#lib/due.ts';

/** What the week of a secretariat, or of whoever runs a body, is about, in the order of the page. */
export const weekThemes = [
  'minutes',
  'points',
  'reports',
  'seats',
  'invitations',
  'access',
  'other',
] as const;
export type WeekTheme = (typeof weekThemes)[number];

const themes: Record<string, WeekTheme> = {
  minutes_late: 'minutes',
  minutes_answer: 'minutes',
  minutes_adopt: 'minutes',
  minutes_correct: 'minutes',
  point_to_do: 'points',
  point_overdue: 'points',
  report_to_write: 'reports',
  report_returned: 'reports',
  report_to_approve: 'reports',
  value_expected: 'reports',
  lead_missing: 'seats',
  seat_ending: 'seats',
  seat_ended: 'seats',
  representative_missing: 'seats',
  holding_ending: 'seats',
  position_ending: 'seats',
  invitations_outdated: 'invitations',
  invitation_unanswered: 'invitations',
  access_request: 'access',
};

/** What waits at any time and has no day: it is counted, and stands in one's own list. */
export const isStanding = ({ kind }: Pick<Due, 'kind'>) =>
  kind === 'translation_missing' || kind === 'link_broken';

/** What is due by theme, nothing left out but what is standing; a kind that no theme knows is `other`. */
export function byTheme(dues: readonly Due[]): { theme: WeekTheme; dues: Due[] }[] {
  const dated = dues.filter((due) => !isStanding(due));
  const groups = Map.groupBy(dated, ({ kind }) => themes[kind] ?? 'other');
  return weekThemes.flatMap((theme) => {
    const found = groups.get(theme);
    return found ? [{ theme, dues: found }] : [];
  });
}
