import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { bases, line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const frameworkInput = z.strictObject({
  ...recordInput,
  name: translatedInput,
  acronym: translatedInput.optional(),
  summary: translatedInput.optional(),
  adopted_on: partialDate.optional(),
  sort: z.number().int().default(0),
});

export const itemKinds = ['cluster', 'objective', 'action', 'principle', 'goal', 'target', 'point'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** One node of a framework. `code` is as published ("7", "a", "10.7"); `locator` the place in the text. */
export const itemInput = z.strictObject({
  ...recordInput,
  framework: reference,
  parent: reference.optional(),
  kind: z.enum(itemKinds),
  code: line,
  title: translatedInput,
  short_title: translatedInput.optional(),
  locator: line.optional(),
  sort: z.number().int(),
  /** Links to items of other frameworks (or to a cluster of this one), each with its basis. */
  links: z.array(z.strictObject({ to: reference, basis: z.enum(bases) })).default([]),
});

export type FrameworkInput = z.infer<typeof frameworkInput>;
export type ItemInput = z.infer<typeof itemInput>;

const basisChoices = [
  { value: 'text', label: 'basis_text' },
  { value: 'official-mapping', label: 'basis_official_mapping' },
  { value: 'publisher-mapping', label: 'basis_publisher_mapping' },
  { value: 'own', label: 'basis_own' },
] as const satisfies { value: (typeof bases)[number]; label: string }[];

/** Links to items of frameworks, each with what it rests on; `column` is the table of the links. */
export function itemRows(column: string): FormField {
  return {
    name: 'items',
    column,
    kind: 'rows',
    label: 'form_items',
    hint: 'form_items_hint',
    optional: true,
    once: ['item'],
    row: [
      { name: 'item', column: 'item_id', kind: 'reference', of: 'items', label: 'field_item_id' },
      { name: 'basis', kind: 'choice', label: 'form_items_basis', choices: [...basisChoices] },
    ],
  };
}
