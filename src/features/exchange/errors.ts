import { ExpectedError } from '#lib/errors.ts';

/** What is wrong in a pack, and where: file, line from 1, field. */
export type PackProblem = { file: string; line: number; field: string; message: string };

/** The pack cannot be loaded; nothing of it was. */
export class BrokenPack extends ExpectedError {
  readonly problems: readonly PackProblem[];
  constructor(pack: string, problems: readonly PackProblem[]) {
    super('exchange.broken_pack', 422, { pack, count: problems.length });
    this.problems = problems;
    this.message = [
      `The pack ${pack} cannot be loaded; nothing of it was.`,
      ...problems.slice(0, 20).map((p) => `  ${p.file}, line ${String(p.line)}, ${p.field}: ${p.message}`),
    ].join('\n');
  }
}
