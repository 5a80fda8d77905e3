import { z } from 'zod';
import { seatRoleLabels } from '#features/bodies/seats/labels.ts';
import { exactDay } from '#lib/dates.ts';
import type { FormField } from '#lib/forms/fields.ts';
import { reference } from '#lib/record.ts';

/** Who leads a body in turn. */
export const rotatingRoles = ['chair', 'co-chair'] as const;
/** How long a term lasts, in months. */
export const termLengths = ['3', '6', '12', '24'] as const;
/** More terms than anybody plans at once. */
const mostTerms = 12;

/** Who leads a body from a day on, one organisation after the other, each for so many months. */
export const rotationInput = z.strictObject({
  ref: reference,
  role: z.enum(rotatingRoles),
  from_on: exactDay,
  months: z.enum(termLengths).transform(Number),
  turns: z
    .array(z.strictObject({ organisation: reference }).transform(({ organisation }) => organisation))
    .min(1)
    .max(mostTerms),
});
export type Rotation = z.infer<typeof rotationInput>;

export const rotationFields: FormField[] = [
  {
    name: 'role',
    kind: 'choice',
    label: 'field_role',
    choices: rotatingRoles.map((value) => ({ value, label: seatRoleLabels[value] })),
  },
  { name: 'from_on', kind: 'date', label: 'rotation_from', hint: 'rotation_from_hint' },
  {
    name: 'months',
    kind: 'choice',
    label: 'rotation_months',
    choices: [
      { value: '3', label: 'rotation_months_3' },
      { value: '6', label: 'rotation_months_6' },
      { value: '12', label: 'rotation_months_12' },
      { value: '24', label: 'rotation_months_24' },
    ],
  },
  {
    name: 'turns',
    kind: 'rows',
    label: 'rotation_turns',
    hint: 'rotation_turns_hint',
    row: [
      {
        name: 'organisation',
        kind: 'reference',
        of: 'organisations',
        label: 'field_organisation_id',
      },
    ],
  },
];
