import { z } from 'zod';
import { reference } from '#lib/record.ts';

/** What a form says under one agenda item, and of which text it knows. */
export const writtenItem = z.object({
  item: reference,
  version: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  mark: z.string().max(40).catch(''),
  en: z.string().max(20_000).catch(''),
  bn: z.string().max(20_000).catch(''),
});
export type WrittenItem = z.infer<typeof writtenItem>;

/** More items than an agenda has. */
const most = 200;

/** The texts in a form: `text.<item>.en`, `text.<item>.bn`, with `seen.<item>` as "version mark". */
export function writtenIn(sent: ReadonlyMap<string, string>): WrittenItem[] {
  const items = [...sent.keys()]
    .filter((name) => name.startsWith('seen.'))
    .map((name) => name.slice('seen.'.length));
  return items.slice(0, most).flatMap((item) => {
    const [version, mark] = (sent.get(`seen.${item}`) ?? '').split(' ');
    const parsed = writtenItem.safeParse({
      item,
      version,
      mark,
      en: sent.get(`text.${item}.en`),
      bn: sent.get(`text.${item}.bn`),
    });
    return parsed.success ? [parsed.data] : [];
  });
}

/** Private notes as long as the database takes them. */
export const notesInput = z.string().max(20_000);
