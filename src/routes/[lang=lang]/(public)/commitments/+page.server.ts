import * as commitments from '#features/commitments/server/queries.ts';
import * as frameworks from '#features/frameworks/server/queries.ts';
import { together } from '#lib/server/together.ts';
import { registerQuery } from './register-query.ts';

const size = 50;

/** The register of commitments: filters, order and page come from the address. */
export const load = ({ params: { lang }, url, locals }) => {
  const { sort, page, ...filter } = registerQuery.parse(Object.fromEntries(url.searchParams));
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
