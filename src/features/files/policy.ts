/** Whoever asks, as far as a policy looks. */
export type Asker = { kind: 'public' } | { kind: 'officer'; clearance: 'secretariat' };

/** `save` creates and changes. Nothing of record is ever deleted; rows a record owns are replaced with it. */
export type Action = 'read' | 'save' | 'delete';

/** What a policy looks at: is it published, and for everybody? Is it a row that a record owns? */
export type Guarded = { isPublic: boolean; isOwned?: boolean };

/**
 * May the viewer do this to a piece of evidence, or to its links with what it backs? What is public is read by
 * anybody, a draft by the secretariat, and only the secretariat writes. The database holds the same (migrations:
 * `guard`); the tests compare the two.
 */
export function may(viewer: Asker, action: Action, record: Guarded): boolean {
  const isSecretariat = viewer.kind === 'officer';
  if (action === 'read') return record.isPublic || isSecretariat;
  if (action === 'delete') return isSecretariat && record.isOwned === true;
  return isSecretariat;
}
