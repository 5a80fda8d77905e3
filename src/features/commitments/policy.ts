import { may as mayWithEvidence, type Action, type Asker, type Guarded } from '#features/files/policy.ts';

/** May the viewer do this to a commitment, a step of its way, or who and what it concerns? The rule is that of evidence. */
export function may(viewer: Asker, action: Action, record: Guarded): boolean {
  return mayWithEvidence(viewer, action, record);
}
