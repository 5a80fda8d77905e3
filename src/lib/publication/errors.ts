import { ExpectedError } from '#lib/errors.ts';

/** Section key and block number (in the document that was rendered, from 1), as far as they are known. */
export type ErrorPlace = { section: string | null; block: number | null };

/**
 * `blocked` it has problems that must be solved first; `refused` the exporter will not make an accessible file of
 * it (a letter no font has, a picture that cannot be read); `too_slow`, `too_long`, `busy` it costs too much now.
 */
export type PublicationFailure = 'blocked' | 'refused' | 'too_slow' | 'too_long' | 'busy';

const statuses: Record<PublicationFailure, number> = {
  blocked: 422,
  refused: 422,
  too_slow: 503,
  too_long: 422,
  busy: 503,
};

/** A document that cannot be rendered: why, in the words of whoever refused it, and where. */
export class PublicationError extends ExpectedError {
  readonly failure: PublicationFailure;
  readonly reason: string;
  readonly place: ErrorPlace;

  constructor(
    failure: PublicationFailure,
    reason: string,
    place: ErrorPlace = { section: null, block: null },
  ) {
    super(`publication.${failure}`, statuses[failure], {
      reason,
      section: place.section ?? '',
      block: place.block ?? '',
    });
    this.failure = failure;
    this.reason = reason;
    this.place = place;
  }
}
