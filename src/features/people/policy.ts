import { may as mayWithEvidence, type Action, type Asker, type Guarded } from '#features/files/policy.ts';

export type PersonRecord = Pick<Guarded, 'isPublic'>;

/**
 * May the viewer do this to a person's record? Only people whom a public source names in office are recorded, so the
 * rule is that of the evidence: what is public is read by anybody, only the secretariat writes, nobody deletes.
 */
export function may(viewer: Asker, action: Action, record: PersonRecord): boolean {
  return mayWithEvidence(viewer, action, { isPublic: record.isPublic });
}
