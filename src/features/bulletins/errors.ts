import { ExpectedError } from '#lib/errors.ts';
import { isMessageKey, sayIn } from '#lib/i18n/messages.ts';
import type { Problem } from '#lib/publication/resolved.ts';

/** An edition that may not be issued: what is wrong, and where. Nothing was changed. */
export class NotIssuable extends ExpectedError {
  readonly problems: readonly Problem[];
  constructor(edition: string, problems: readonly Problem[]) {
    super('bulletins.not_issuable', 422, { edition, count: problems.length });
    this.problems = problems;
    this.message = [`The edition ${edition} cannot be issued:`, ...problems.map(lineOf)].join('\n');
  }
}

/** Where and what: "en m-bdunnm-2023-01 block 2: There is no such record: people/nobody name". */
function lineOf({ lang, section, block, code, token }: Problem): string {
  const key = `publication_problem_${code}`;
  const words = isMessageKey(key) ? sayIn(lang)(key) : code;
  return `  ${lang} ${section ?? 'front'} block ${String(block ?? '-')}: ${words}${token ? `: ${token}` : ''}`;
}
