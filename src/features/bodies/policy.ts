import { may as mayWithEvidence, type Action, type Asker, type Guarded } from '#features/files/policy.ts';

export type BodyRecord = Pick<Guarded, 'isPublic'> & { kind: 'bodies' | 'seats' | 'seat_holders' };

/** May the viewer do this? Who holds a seat is a part of the seat and is replaced with it. */
export function may(viewer: Asker, action: Action, { kind, isPublic }: BodyRecord): boolean {
  return mayWithEvidence(viewer, action, { isPublic, isOwned: kind === 'seat_holders' });
}
