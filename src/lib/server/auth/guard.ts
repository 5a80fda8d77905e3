import { hasDuty, type Duty } from '#lib/access.ts';
import { ExpectedError } from '#lib/errors.ts';
import type { Viewer } from '#lib/server/db/viewer.ts';

/** A signed-in person, and nobody else. */
export type Person = Extract<Viewer, { kind: 'person' }>;

/** The signed-in person of a desk page. The guard has let nobody else in; throws `door.closed` all the same. */
export function personOf(viewer: Viewer): Person {
  if (viewer.kind !== 'person') throw new ExpectedError('door.closed', 401);
  return viewer;
}

/** The signed-in person with one of these duties. Throws `door.no_duty` (403) for everybody else. */
export function requireDuty(viewer: Viewer, ...duties: readonly Duty[]): Person {
  const person = personOf(viewer);
  if (!hasDuty(person, ...duties)) throw new ExpectedError('door.no_duty', 403);
  return person;
}
