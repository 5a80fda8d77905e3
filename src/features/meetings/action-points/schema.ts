import { z } from 'zod';
import { exactDay, partialDate } from '#lib/dates.ts';
import { dateIn } from '#lib/forms/written-dates.ts';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';
import { recordInput, reference, webAddress } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const pointStatuses = ['open', 'under-way', 'done', 'dropped'] as const;
export const ownerKinds = ['seat', 'organisation', 'person'] as const;

/** A duty somebody took on in a body: exactly one of seat, organisation and person owns it. */
export const actionPointInput = z.strictObject({
  ...recordInput,
  body: reference,
  meeting: reference.optional(),
  agenda_item: reference.optional(),
  decision: reference.optional(),
  task: translatedInput,
  owner: z.strictObject({ kind: z.enum(ownerKinds), ref: reference }),
  agreed_on: partialDate,
  due_on: partialDate.optional(),
  actions: z.array(reference).default([]),
  commitments: z.array(reference).default([]),
});

/** How far a point is from a civil day on, in the words of whoever reports it. */
export const stepInput = z.strictObject({
  status: z.enum(pointStatuses),
  on_day: exactDay,
  comment: translatedInput.optional(),
  /** Where the proof is: an address on the web. */
  proof: webAddress.optional(),
});

/** What somebody sends who reports how far a point is; the comment is in the language of the page. */
export const reportInput = z.object({
  status: z.enum(pointStatuses, { error: 'form_error_choice' }),
  on_day: z
    .string()
    .transform((typed) => dateIn(typed) ?? '')
    .refine((day) => exactDay.safeParse(day).success, { error: 'form_error_date' }),
  comment: z.string().max(4000).transform(cleanText).default(''),
  proof: z
    .string()
    .default('')
    .transform((typed) => cleanLine(typed) || undefined)
    .refine((typed) => webAddress.optional().safeParse(typed).success, { error: 'form_error_web' }),
});

export type PointStatus = (typeof pointStatuses)[number];
export type OwnerKind = (typeof ownerKinds)[number];
export type ActionPointInput = z.infer<typeof actionPointInput>;
export type StepInput = z.infer<typeof stepInput>;
