import { z } from 'zod';
import { seatPresences, type Sheet } from './rules.ts';

/** More seats or visitors than a meeting has. */
const most = 400;
const mark = z.object({
  presence: z.enum(['', ...seatPresences]).catch(''),
  who: z.string().max(200).catch(''),
});
const sheet = z.object({
  seats: z.record(z.string().max(80), mark).catch({}),
  visitors: z.array(z.string().max(400)).max(most).catch([]),
});

const empty: Sheet = { seats: {}, visitors: [] };

/** The sheet a form was opened on, as it sends it back; anything odd is an empty sheet. */
export function baseIn(raw: string | undefined): Sheet {
  try {
    return sheet.catch(empty).parse(JSON.parse(raw ?? '{}'));
  } catch {
    return empty;
  }
}

/**
 * What was noted in the form: `seat.<ref>`, `who.<ref>` and a line for each visitor. With `rest`, seats left open are what
 * it says.
 */
export function sheetIn(sent: ReadonlyMap<string, string>): Sheet {
  const rest = sent.get('rest') === 'absent' ? 'absent' : undefined;
  const seats = [...sent.keys()]
    .filter((name) => name.startsWith('who.') || name.startsWith('seat.'))
    .map((name) => name.replace(/^(who|seat)\./u, ''));
  return sheet.parse({
    seats: Object.fromEntries(
      seats
        .slice(0, most)
        .map((seat) => [seat, { presence: sent.get(`seat.${seat}`) ?? rest, who: sent.get(`who.${seat}`) }]),
    ),
    visitors: (sent.get('visitors') ?? '').split('\n').slice(0, most),
  });
}
