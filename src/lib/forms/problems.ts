import type { z } from 'zod';
import type { MessageKey, MessageValues } from '#lib/i18n/messages.ts';
import { isNoSuchDay } from './written-dates.ts';
import { controlsOf, type FieldKind, type FormField } from './fields.ts';

/** What is wrong with one control. */
export type FieldProblem = {
  control: string;
  message: MessageKey;
  values?: MessageValues;
  label: MessageKey;
};

const wrong: Partial<Record<FieldKind, MessageKey>> = {
  date: 'form_error_date',
  time: 'form_error_time',
  number: 'form_error_number',
  decimal: 'form_error_decimal',
  web: 'form_error_web',
  choice: 'form_error_choice',
  reference: 'form_error_choice',
  text: 'form_error_text',
  passage: 'form_error_text',
};

/** Says in words of the form what a schema refused: which control, and what is expected there. */
export function problemsIn(fields: readonly FormField[], error: z.ZodError, input: unknown): FieldProblem[] {
  const found = new Map<string, FieldProblem>();
  for (const issue of error.issues) {
    const problem = problemAt(fields, issue, issue.path, input);
    if (problem && !found.has(problem.control)) found.set(problem.control, problem);
  }
  return [...found.values()];
}

type Issue = z.core.$ZodIssue;

function problemAt(
  fields: readonly FormField[],
  issue: Issue,
  path: PropertyKey[],
  input: unknown,
): FieldProblem | null {
  const [name, index, ...rest] = path;
  const field = fields.find((one) => one.name === name);
  if (!field) return null;
  if (field.kind === 'rows' && typeof index === 'number') {
    const rows = (input as Record<string, unknown>)[field.name] as unknown[];
    const inner = problemAt(field.row, issue, rest, rows[index]);
    return inner && { ...inner, control: `${field.name}.${String(index)}.${inner.control}` };
  }
  const value = (input as Record<string, unknown>)[field.name];
  const controls = controlsOf(field);
  return {
    control: controls[1] ?? controls[0] ?? field.name,
    ...expectation(field, value, issue),
    label: field.label,
  };
}

/** What is expected of a field instead of the value it has. */
function expectation(
  field: FormField,
  value: unknown,
  issue: Issue,
): Pick<FieldProblem, 'message' | 'values'> {
  if (value === undefined || value === '') return { message: 'form_error_missing' };
  const limit = typeof value === 'number' ? limitOf(issue) : null;
  if (limit) return limit;
  if (field.kind === 'date' && typeof value === 'string' && isNoSuchDay(value))
    return { message: 'form_error_no_such_day' };
  return { message: wrong[field.kind] ?? 'form_error_other' };
}

/** A number that is too small or too large for its field. */
function limitOf(issue: Issue): Pick<FieldProblem, 'message' | 'values'> | null {
  if (issue.code === 'too_small')
    return { message: 'form_error_least', values: { least: Number(issue.minimum) } };
  if (issue.code === 'too_big')
    return { message: 'form_error_most', values: { most: Number(issue.maximum) } };
  return null;
}

/** Fields of a period whose end does not come after its beginning. */
export function periodProblems(
  fields: readonly FormField[],
  input: Record<string, unknown>,
  prefix = '',
): FieldProblem[] {
  const { from_on: from, until_on: until } = input;
  const end = fields.find(({ name }) => name === 'until_on');
  const own: FieldProblem[] =
    end && typeof from === 'string' && typeof until === 'string' && padded(until) <= padded(from)
      ? [{ control: `${prefix}until_on`, message: 'form_error_period', label: end.label }]
      : [];
  const inRows = fields.flatMap((field) => {
    if (field.kind !== 'rows') return [];
    const rows = input[field.name] as Record<string, unknown>[];
    return rows.flatMap((row, index) => periodProblems(field.row, row, `${field.name}.${String(index)}.`));
  });
  return [...own, ...inRows];
}

/** Rows that say again what an earlier row of the same field says, where that makes no sense. */
export function repeatProblems(fields: readonly FormField[], input: Record<string, unknown>): FieldProblem[] {
  return fields.flatMap((field) => {
    if (field.kind !== 'rows' || !field.once) return [];
    const { once, name, row } = field;
    const rows = input[name] as Record<string, unknown>[];
    const keys = rows.map((one) => JSON.stringify(once.map((cell) => one[cell] ?? null)));
    const label = row.find((cell) => cell.name === once[0])?.label ?? field.label;
    return keys.flatMap((key, at): FieldProblem[] =>
      keys.indexOf(key) === at
        ? []
        : [{ control: `${name}.${String(at)}.${once[0] ?? ''}`, message: 'form_error_repeated', label }],
    );
  });
}

/** References by which a record of kind `of` names itself: nothing is part of itself or answers itself. */
export function itselfProblems(
  fields: readonly FormField[],
  input: Record<string, unknown>,
  { of, ref }: { of: string; ref: string },
  prefix = '',
): FieldProblem[] {
  return fields.flatMap((field): FieldProblem[] => {
    const value = input[field.name];
    if (field.kind === 'rows')
      return (value as Record<string, unknown>[]).flatMap((row, at) =>
        itselfProblems(field.row, row, { of, ref }, `${field.name}.${String(at)}.`),
      );
    if (field.kind !== 'reference' || field.of !== of || value !== ref) return [];
    return [{ control: prefix + field.name, message: 'form_error_itself', label: field.label }];
  });
}

/** The first day a date can mean. */
const padded = (date: string) => `${date}-01-01`.slice(0, 10);
