import { z } from 'zod';
import { isPartialDate } from '#lib/dates.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { reference } from '#lib/record.ts';

const day = z.string().refine((text) => text.length === 10 && isPartialDate(text), {
  error: 'a day is written 2026-07-01',
});

/** From `from_day` on the successor holds what is named here and the leaver holds it no longer. */
export const handoverInput = z
  .strictObject({
    leaver: reference,
    successor: reference,
    from_day: day,
    seats: z.array(reference).default([]),
    positions: z.array(reference).default([]),
    reason: z.string().max(400).transform(cleanLine).pipe(z.string().min(3)),
  })
  .refine(({ leaver, successor }) => leaver !== successor, { path: ['successor'] })
  .refine(({ seats, positions }) => seats.length + positions.length > 0, { path: ['seats'] });

export type HandoverInput = z.infer<typeof handoverInput>;
