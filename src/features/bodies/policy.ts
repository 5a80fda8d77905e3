import { may as mayWithPerson, type Action, type Asker, type Guarded } from '#features/people/policy.ts';

export type BodyRecord = Guarded & { kind: 'bodies' | 'seats' | 'seat_holders' };

/** May the viewer do this? As with people; who holds a seat is a part of the seat and is replaced with it. */
export function may(viewer: Asker, action: Action, record: BodyRecord): boolean {
  if (action === 'delete' && record.kind === 'seat_holders') return viewer.kind === 'officer';
  return mayWithPerson(viewer, action, record);
}
