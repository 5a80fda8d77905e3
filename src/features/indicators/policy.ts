import { may as mayWithEvidence, type Action, type Asker, type Guarded } from '#features/files/policy.ts';

export type IndicatorRecord = Guarded & { kind: 'indicators' | 'observations' | 'indicator_items' };

/** May the viewer do this? As with evidence; what an indicator speaks for is replaced with it. */
export function may(viewer: Asker, action: Action, record: IndicatorRecord): boolean {
  if (action === 'delete' && record.kind === 'indicator_items') return viewer.kind === 'officer';
  return mayWithEvidence(viewer, action, { isPublic: record.isPublic });
}
