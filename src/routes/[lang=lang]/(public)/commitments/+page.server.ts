import { z } from 'zod';
import * as commitments from '#features/commitments/server/queries.ts';
import * as frameworks from '#features/frameworks/server/queries.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { together } from '#lib/server/together.ts';

const size = 50;
/** A word to narrow by; an empty field of the form is none. */
const word = z
  .string()
  .max(80)
  .transform((text) => cleanLine(text) || undefined)
  .optional()
  .catch(undefined);

const query = z.object({
  kind: word,
  cycle: word,
  item: word,
  organisation: word,
  status: word,
  response: word,
  older: word.transform(Boolean),
  sort: z.enum(commitments.orders).catch('-made'),
  page: z.coerce.number().int().positive().catch(1),
});

/** The register of commitments: filters, order and page come from the address. */
export const load = ({ params: { lang }, url, locals }) => {
  const { sort, page, ...filter } = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => {
    const cycles = await commitments.cycles(tx);
    return together({
      filter,
      sort,
      size,
      cycles,
      list: commitments.list(tx, filter, { order: sort, page, size, lang }, cycles),
      totals: commitments.totals(tx, cycles),
      choices: frameworks.choices(tx),
      organisations: commitments.organisations(tx, lang),
      item: filter.item ? frameworks.itemNamed(tx, filter.item) : null,
    });
  });
};
