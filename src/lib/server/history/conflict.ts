import { ExpectedError } from '#lib/errors.ts';
import type { Fields } from './differences.ts';

/** What was wanted of a record that is newer than the form it was filled in on: only the fields that differ. */
export type Clash = { expected: number; stands: number; before: Fields; after: Fields };

/** Somebody changed the record meanwhile (409). `before` is what stands now, `after` what was wanted. */
export class RecordConflict extends ExpectedError {
  readonly clash: Clash;

  constructor(kind: string, ref: string, clash: Clash) {
    super('record.conflict', 409, { kind, ref });
    this.clash = clash;
  }
}
