import { z } from 'zod';
import { ownerKinds } from '#features/meetings/action-points/schema.ts';
import { partialDate } from '#lib/dates.ts';
import { dateIn } from '#lib/forms/written-dates.ts';
import { cleanText } from '#lib/i18n/text.ts';
import { reference } from '#lib/record.ts';

const text = z.string().max(4000).transform(cleanText);
const needed = text.refine((value) => value !== '', { error: 'form_error_missing' });
const item = z.union([reference, z.literal('').transform(() => undefined)]).optional();
const yes = z.literal('yes').optional().catch(undefined);

/** What is typed in a meeting when something is decided; `translation` is the same in the other language. */
export const decisionCapture = z.object({
  kind: z.enum(['decision', 'arrangement', 'discussion'], { error: 'form_error_choice' }),
  wording: needed,
  translation: text.default(''),
  item,
});

/** A line such as "@MoEWOE to share the draft plan by 15 Feb", to be made a proposal of. */
export const lineCapture = z.object({ line: needed, item });

/** The proposal as it was confirmed. `owner` is "seat:ref", "organisation:ref" or "person:ref". */
export const pointCapture = z.object({
  task: needed,
  translation: text.default(''),
  owner: z
    .string()
    .regex(new RegExp(`^(${ownerKinds.join('|')}):[A-Za-z0-9._-]+$`, 'u'), { error: 'form_error_missing' }),
  due: z
    .string()
    .default('')
    .transform((typed) => dateIn(typed) ?? '')
    .refine((date) => date === '' || partialDate.safeParse(date).success, { error: 'form_error_date' }),
  decision: item,
  item,
  /** Its owner hears of it now rather than when the minutes are circulated. */
  now: yes,
});

export type DecisionCapture = z.infer<typeof decisionCapture>;
export type PointCapture = z.infer<typeof pointCapture>;
