import { z } from 'zod';
import { cloneParts, mostTimes, type Cloning } from '#features/desk/cloning/rules.ts';
import { exactDay } from '#lib/dates.ts';
import { dateIn, latinDigits } from '#lib/forms/written-dates.ts';
import { cleanLine } from '#lib/i18n/text.ts';

const count = (most: number) =>
  z
    .string()
    .max(10)
    .default('1')
    .transform((text) => Number(latinDigits(cleanLine(text)) || '1'))
    .pipe(z.number().int().min(1).max(most));
const box = z.literal('yes').optional().catch(undefined);

/** The form of a clone; the message of a refusal is the key of a text. */
export const cloneForm = z
  .object({
    day: z
      .string()
      .max(20)
      .transform((text) => dateIn(text) ?? '')
      .refine((day) => exactDay.safeParse(day).success, { error: 'clone_error_day' }),
    times: count(mostTimes)
      .catch(0)
      .refine((times) => times > 0, { error: 'clone_error_times' }),
    every: count(24)
      .catch(0)
      .refine((months) => months > 0, { error: 'clone_error_every' }),
    agenda: box,
    unfinished: box,
    people: box,
    papers: box,
  })
  .transform(({ day, times, every, ...boxes }): Cloning => ({
    day,
    times,
    every,
    parts: new Set(cloneParts.filter((part) => boxes[part] === 'yes')),
  }));
