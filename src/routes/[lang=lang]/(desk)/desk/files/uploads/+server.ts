import { mayBegin } from '#features/files/stored/policy.ts';
import { refused } from '#lib/errors.ts';
import { mostBytes } from '#lib/media-types.ts';
import { fileErrors } from '#lib/server/files/errors.ts';
import { fileNameOf, protocol, protocolHeaders } from '#lib/server/files/tus.ts';

/** Begins an upload (tus 1.0, extension creation): says how long it will be and is told where its bytes go. */
export const POST = async ({ locals: { viewer, intake, now }, request, params: { lang } }) => {
  if (viewer.kind !== 'person' || !mayBegin(viewer)) throw refused('files');
  protocol(request.headers);
  const size = Number(request.headers.get('upload-length') ?? Number.NaN);
  if (!Number.isInteger(size) || size < 1) throw fileErrors.empty();
  if (size > mostBytes) throw fileErrors.tooLarge(mostBytes);
  const name = fileNameOf(request.headers.get('upload-metadata') ?? '');
  const id = await intake.parts.begin({ account: viewer.account, name, size }, now);
  const headers = { ...protocolHeaders, location: `/${lang}/desk/files/uploads/${id}` };
  return new Response(null, { status: 201, headers });
};
