import { may as mayWithEvidence, type Action, type Asker, type Guarded } from '#features/files/policy.ts';

const owned = [
  'meeting_organisations',
  'meeting_people',
  'meeting_bodies',
  'decision_actions',
  'decision_commitments',
] as const;

export type MeetingRecord = Pick<Guarded, 'isPublic'> & {
  kind: 'meetings' | 'agenda_items' | 'decisions' | (typeof owned)[number];
};

/** May the viewer do this? Who took part in a meeting and what a decision led to are replaced with their record. */
export function may(viewer: Asker, action: Action, { kind, isPublic }: MeetingRecord): boolean {
  return mayWithEvidence(viewer, action, { isPublic, isOwned: owned.some((name) => name === kind) });
}
