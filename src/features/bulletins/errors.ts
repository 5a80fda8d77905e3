import { ExpectedError } from '#lib/errors.ts';
import type { Problem } from '#lib/publication/resolved.ts';

/** An edition that may not be issued: what is wrong, and where. Nothing was changed. */
export class NotIssuable extends ExpectedError {
  readonly problems: readonly Problem[];
  constructor(edition: string, problems: readonly Problem[]) {
    super('bulletins.not_issuable', 422, { edition, count: problems.length });
    this.problems = problems;
    this.message = [
      `The edition ${edition} cannot be issued:`,
      ...problems.map(
        (p) => `  ${p.lang} ${p.section ?? 'front'} block ${String(p.block ?? '-')}: ${p.code} ${p.token}`,
      ),
    ].join('\n');
  }
}
