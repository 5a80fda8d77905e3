import type { Duty } from './access.ts';

/**
 * What a personal token may be used for. It never gives more than its owner has on the day: `records:public` reads
 * what everybody may read, `records:mine` what the person may read, `trail:read` the history of changes.
 */
export const scopes = ['records:public', 'records:mine', 'trail:read'] as const;
export type Scope = (typeof scopes)[number];

/** Duties that read the trail, with a token as without. */
export const trailDuties: readonly Duty[] = ['secretariat', 'auditor'];

/** Beginning of every token, so that a leaked one is recognised. */
export const tokenMark = 'setu_';

/** Something that looks like a token of ours, wherever it stands. */
export const tokenShape = /setu_[A-Za-z0-9_-]{20,}/u;
