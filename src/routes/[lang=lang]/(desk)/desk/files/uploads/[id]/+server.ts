import { refused } from '#lib/errors.ts';
import { protocol, protocolHeaders } from '#lib/server/files/tus.ts';

/** Whose uploads: those of the account that asks; anybody else's are not found. */
function accountOf({ viewer }: App.Locals): string {
  if (viewer.kind !== 'person') throw refused('files');
  return viewer.account;
}

const headersAt = (offset: number) => ({ ...protocolHeaders, 'upload-offset': String(offset) });

/** How much of an upload has arrived. */
export const HEAD = async ({ locals, params: { id } }) => {
  const { offset, size } = await locals.intake.parts.find(id, accountOf(locals));
  return new Response(null, { headers: { ...headersAt(offset), 'upload-length': String(size) } });
};

/** The next bytes of an upload. What arrived before a line dropped stays. */
export const PATCH = async ({ locals, params: { id }, request }) => {
  const account = accountOf(locals);
  protocol(request.headers);
  const isBytes = request.headers.get('content-type') === 'application/offset+octet-stream';
  const offset = Number(request.headers.get('upload-offset') ?? Number.NaN);
  if (!isBytes || !Number.isInteger(offset) || offset < 0)
    return new Response(null, { status: 415, headers: protocolHeaders });
  const arrived = await locals.intake.parts.add(id, account, offset, request.body ?? new ReadableStream());
  return new Response(null, { status: 204, headers: headersAt(arrived) });
};

/** Gives an upload up (tus extension termination). */
export const DELETE = async ({ locals, params: { id } }) => {
  await locals.intake.parts.find(id, accountOf(locals));
  await locals.intake.parts.drop(id);
  return new Response(null, { status: 204, headers: protocolHeaders });
};
