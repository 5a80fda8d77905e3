import { z } from 'zod';
import { exactDay } from '#lib/dates.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { reference } from '#lib/record.ts';

export const moneyKinds = ['required', 'available', 'spent'] as const;
export type MoneyKind = (typeof moneyKinds)[number];

/** A currency by its code in ISO 4217: BDT, USD. */
export const currency = z
  .string()
  .transform((code) => code.toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{3}$/u, { error: 'a currency is three letters, as in ISO 4217' }));

/**
 * Money of one year. `rate` says how many units of the plan's currency one unit of `currency` buys on `rate_on`; it is
 * needed where the currencies differ. `source` is the organisation that gives it.
 */
export const moneyInput = z.strictObject({
  kind: z.enum(moneyKinds),
  year: z.number().int().min(1990).max(2100),
  amount: z.number().min(0),
  currency,
  rate: z.number().positive().optional(),
  rate_on: exactDay.optional(),
  source: reference.optional(),
});

/** The money of an action, as rows of its form. */
export const moneyRows: FormField = {
  name: 'money',
  column: 'action_money',
  kind: 'rows',
  label: 'field_action_money',
  hint: 'form_money_hint',
  optional: true,
  row: [
    {
      name: 'kind',
      kind: 'choice',
      label: 'field_money_kind',
      choices: [
        { value: 'required', label: 'money_kind_required' },
        { value: 'available', label: 'money_kind_available' },
        { value: 'spent', label: 'money_kind_spent' },
      ],
    },
    { name: 'year', kind: 'number', label: 'field_year' },
    { name: 'amount', kind: 'decimal', label: 'field_amount', hint: 'form_amount_hint' },
    { name: 'currency', kind: 'line', label: 'field_currency', hint: 'form_currency_hint' },
    { name: 'rate', kind: 'decimal', label: 'field_rate', hint: 'form_rate_hint', optional: true },
    { name: 'rate_on', kind: 'date', label: 'field_rate_on', optional: true },
    {
      name: 'source',
      column: 'source_id',
      kind: 'reference',
      of: 'organisations',
      label: 'field_source_id',
      optional: true,
    },
  ],
};
