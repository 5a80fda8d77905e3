import { may as mayWithPerson, type Action, type Asker, type Guarded } from '#features/people/policy.ts';

const ownedRows = [
  'meeting_organisations',
  'meeting_people',
  'meeting_bodies',
  'decision_actions',
  'decision_commitments',
] as const;

export type MeetingRecord = Guarded & {
  kind: 'meetings' | 'agenda_items' | 'decisions' | (typeof ownedRows)[number];
};

/** May the viewer do this? As with people; who took part and what a decision led to is replaced with its record. */
export function may(viewer: Asker, action: Action, record: MeetingRecord): boolean {
  const isOwned = ownedRows.some((kind) => kind === record.kind);
  if (action === 'delete' && isOwned) return viewer.kind === 'officer';
  return mayWithPerson(viewer, action, record);
}
