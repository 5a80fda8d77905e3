import { hasDuty, type Asker } from '#lib/access.ts';
import { ExpectedError } from '#lib/errors.ts';

/** The secretariat and administrators invite people and decide on requests. The installation may, from its command line. */
export const mayInvite = (viewer: Asker) => hasDuty(viewer, 'secretariat', 'administrator');
/** They also take invitations back and close accounts, which gives them no right to any record. */
export const mayClose = (viewer: Asker) => hasDuty(viewer, 'secretariat', 'administrator');
/** Whose seats somebody has is a matter of the record: the secretariat says who a login belongs to. */
export const mayTie = (viewer: Asker) => hasDuty(viewer, 'secretariat');
/** Administrators give duties, never to themselves (held by the database too: migrations, grants). */
export const mayGrant = (viewer: Asker) => hasDuty(viewer, 'administrator');

/** Throws `door.no_duty` when it may not be. */
export function must(allowed: boolean): void {
  if (!allowed) throw new ExpectedError('door.no_duty', 403);
}
