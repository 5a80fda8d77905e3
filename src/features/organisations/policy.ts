import { may as mayWithPerson, type Action, type Asker, type Guarded } from '#features/people/policy.ts';

export type OrganisationRecord = Guarded & { kind: 'organisation_types' | 'organisations' | 'positions' };

/** May the viewer do this to an organisation, its type or an office in it? The rule is that of people. */
export function may(viewer: Asker, action: Action, record: OrganisationRecord): boolean {
  return mayWithPerson(viewer, action, record);
}
