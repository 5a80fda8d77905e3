import { z } from 'zod';
import { keepLabels } from '#features/desk/labels.ts';
import { forms, isNoun, nouns, type Noun } from '#features/desk/schema.ts';
import { reportFields, reportInput } from '#features/rounds/progress-reports/schema.ts';
import type { FormField } from '#lib/forms/fields.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import { reference } from '#lib/record.ts';

/** What the rows of a workbook can be: the registers of the desk, and the progress reports of a round. */
export const subjects = [...nouns, 'progress_reports'] as const;
export type Subject = (typeof subjects)[number];

export const isSubject = (text: string): text is Subject => (subjects as readonly string[]).includes(text);

/** A register takes new rows; of a round there are as many reports as it asked for. */
export const takesNew = (subject: Subject): subject is Noun => isNoun(subject);

/** Hands the report in once it is saved: a cell that says yes. */
export const handInField: FormField = { name: 'hand_in', kind: 'yes', label: 'report_hand_in' };

/** A report as a workbook has it: remarks to values stand on its page, where they have both languages. */
const reportSheetFields: FormField[] = [
  ...reportFields.map((field): FormField =>
    field.kind === 'rows' ? { ...field, row: field.row.filter(({ kind }) => kind !== 'text') } : field,
  ),
  handInField,
];

/** The fields of a sheet, in the order of its columns. */
export const fieldsOf = (subject: Subject): FormField[] =>
  isNoun(subject) ? forms[subject].fields : reportSheetFields;

/** What a row is checked with. */
export const schemaOf = (subject: Subject): z.ZodType =>
  isNoun(subject)
    ? forms[subject].schema
    : reportInput.extend({ ref: reference, hand_in: z.boolean().default(false) });

/** What a list of these is called. */
export const subjectLabel = (subject: Subject): MessageKey =>
  isNoun(subject) ? keepLabels[subject] : 'reports_title';
