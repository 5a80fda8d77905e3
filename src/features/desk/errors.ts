import { ExpectedError } from '#lib/errors.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';

/** What was typed cannot be a record (422): each problem names its control. */
export class FormRefused extends ExpectedError {
  readonly problems: FieldProblem[];

  constructor(problems: FieldProblem[]) {
    super('record.form_refused', 422);
    this.problems = problems;
  }
}
