import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { commonFields } from '#lib/forms/every-record.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { latinDigits } from '#lib/forms/written-dates.ts';
import { line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

/** What is said of a commitment at a forum to come; `cycle` is that forum, such as "IMRF 2026". */
export const commitmentStatementInput = z.strictObject({
  ...recordInput,
  commitment: reference,
  cycle: line.transform(latinDigits).refine((text) => text !== ''),
  text: translatedInput,
  on_date: partialDate,
});
export type CommitmentStatementInput = z.infer<typeof commitmentStatementInput>;

/** The form of a statement. */
export const commitmentStatementFields: FormField[] = [
  {
    name: 'commitment',
    column: 'commitment_id',
    kind: 'reference',
    of: 'commitments',
    label: 'field_commitment_id',
  },
  { name: 'cycle', kind: 'line', label: 'field_statement_cycle', hint: 'form_statement_cycle_hint' },
  { name: 'text', kind: 'passage', label: 'field_text', hint: 'form_statement_hint' },
  { name: 'on_date', kind: 'date', label: 'field_on_date', hint: 'form_statement_date_hint' },
  ...commonFields(['public', 'network', 'secretariat']),
];
