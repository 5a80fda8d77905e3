/** Whoever asks, as far as a policy looks. */
export type Asker = { kind: 'public' } | { kind: 'officer'; clearance: 'secretariat' };

/** `save` creates and changes. Nothing of record is ever deleted. */
export type Action = 'read' | 'save' | 'delete';

/** What a policy looks at in a record: is it published, and for everybody? */
export type Guarded = { isPublic: boolean };

/**
 * May the viewer do this to a person's record? What is public is read by anybody, a draft by the secretariat, and
 * only the secretariat writes. The database holds the same (migrations: `guard`); the tests compare the two.
 */
export function may(viewer: Asker, action: Action, record: Guarded): boolean {
  const isSecretariat = viewer.kind === 'officer';
  if (action === 'read') return record.isPublic || isSecretariat;
  return action === 'save' && isSecretariat;
}
