import { may as mayWithEvidence, type Action, type Asker, type Guarded } from '#features/files/policy.ts';

export type OrganisationRecord = Pick<Guarded, 'isPublic'> & {
  kind: 'organisation_types' | 'organisations' | 'positions';
};

/** May the viewer do this to an organisation, its type or an office in it? All three are records, never owned rows. */
export function may(viewer: Asker, action: Action, record: OrganisationRecord): boolean {
  return mayWithEvidence(viewer, action, { isPublic: record.isPublic });
}
