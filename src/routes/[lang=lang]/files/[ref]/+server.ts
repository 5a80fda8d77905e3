import { z } from 'zod';
import * as stored from '#features/files/stored/server/queries.ts';
import { addressInvalid } from '#features/files/stored/errors.ts';
import { ExpectedError } from '#lib/errors.ts';
import { isValid } from '#lib/server/files/seal.ts';
import { missing, serve } from '#lib/server/files/serving.ts';

/** A sealed address names an account and a time; the seal proves that we wrote it. */
const sealInput = z.object({
  by: z.string().regex(/^[\w-]{8,64}$/u),
  until: z.coerce.number().int().positive(),
  seal: z.string().max(100),
});

/** A stored file, to whoever may see its record now; asked again at every reading, also at a sealed address. */
export const GET = async ({ locals, params: { ref }, request, url }) => {
  const query = Object.fromEntries(url.searchParams);
  const file =
    'seal' in query
      ? await sealedFile(locals, ref, query)
      : await locals.ask((tx) => stored.openable(tx, ref));
  const { headers, method } = request;
  const answer = await serve(locals.files, file, {
    method,
    range: headers.get('range'),
    ifRange: headers.get('if-range'),
    ifNoneMatch: headers.get('if-none-match'),
    show: url.searchParams.has('show'),
  });
  if (!answer) throw missing();
  return answer;
};
export const HEAD = GET;

/** Whether the file, the account, the time or the seal is wrong is not told apart. */
async function sealedFile(locals: App.Locals, ref: string, query: Record<string, string>) {
  const read = sealInput.safeParse(query);
  if (!read.success) throw addressInvalid();
  const { by: account, until, seal } = read.data;
  const file = await locals
    .askAs(account, (tx) => stored.openable(tx, ref))
    .catch((error: unknown) => {
      throw error instanceof ExpectedError && error.status === 404 ? addressInvalid() : error;
    });
  const sealed = { ref, hash: file.hash, account, until };
  if (!isValid(locals.fileKey, sealed, seal, locals.now)) throw addressInvalid();
  return file;
}
