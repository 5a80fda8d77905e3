/**
 * An error people can expect. `code` is stable and translated at the edge (message key `error_<code>`
 * with dots as underscores); `values` fill that message. Anything else that is thrown is a bug.
 */
export class ExpectedError extends Error {
  readonly code: string;
  readonly status: number;
  readonly values: Record<string, string | number>;

  constructor(code: string, status: number, values: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.status = status;
    this.values = values;
  }
}

/** There is no such record, or the viewer may not know that there is. */
export function notFound(kind: string, ref: string): ExpectedError {
  return new ExpectedError('record.not_found', 404, { kind, ref });
}

/** A record names another one that does not exist. */
export function unknownReference(kind: string, ref: string): ExpectedError {
  return new ExpectedError('record.unknown_reference', 422, { kind, ref });
}

/** The viewer may not do this. */
export function refused(what: string): ExpectedError {
  return new ExpectedError('record.refused', 403, { what });
}
