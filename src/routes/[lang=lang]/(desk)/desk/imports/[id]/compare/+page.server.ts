import { redirect } from '@sveltejs/kit';
import { apply } from '#features/imports/comparing/server/commands.ts';
import { compare } from '#features/imports/comparing/server/queries.ts';
import { open } from '#features/imports/server/queries.ts';
import { ExpectedError } from '#lib/errors.ts';
import { pageOfList } from '#lib/ui/paging.ts';
import type { Actions, PageServerLoad } from './$types';

const size = 100;

/** Every row of a file beside what stands, those first that somebody has to look at. */
export const load: PageServerLoad = async ({ params: { id }, url, locals: { ask } }) => {
  const about = await ask((tx) => open(tx, id));
  const { fileName, noun, appliedAt, outcome } = about;
  if (appliedAt) return { id, fileName, noun, outcome, rows: [], counts: null, reason: null, paging: null };
  const compared = await ask((tx) => compare(tx, id)).catch((error: unknown) => {
    if (error instanceof ExpectedError && error.status === 422) return error;
    throw error;
  });
  if (compared instanceof ExpectedError) {
    const reason = { code: compared.code, values: compared.values };
    return { id, fileName, noun, outcome: null, rows: [], counts: null, reason, paging: null };
  }
  const order = ['wrong', 'changed', 'new'] as const;
  const told = order.flatMap((kind) => compared.filter((row) => row.outcome === kind));
  const counts = (kind: string) => compared.filter((row) => row.outcome === kind).length;
  const { page } = pageOfList(Number(url.searchParams.get('page') ?? 1) || 1, size, told.length);
  return {
    ...{ id, fileName, noun, outcome: null, reason: null },
    counts: { new: counts('new'), changed: counts('changed'), same: counts('same'), wrong: counts('wrong') },
    rows: told.slice((page - 1) * size, page * size).map(({ said: _, ...row }) => row),
    paging: { page, size, total: told.length },
  };
};

export const actions: Actions = {
  default: async ({ request, params: { id, lang }, locals: { ask } }) => {
    const sent = await request.formData();
    const taken = new Set(sent.getAll('take').map(Number));
    await ask((tx) => apply(tx, id, taken));
    redirect(303, `/${lang}/desk/imports/${id}/compare`);
  },
};
