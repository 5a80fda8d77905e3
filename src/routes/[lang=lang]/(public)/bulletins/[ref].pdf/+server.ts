import * as bulletins from '#features/bulletins/server/queries.ts';
import { pdfName } from '#features/bulletins/rules.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';

/** An issued edition as PDF/UA: the file made at issue, or made now when the job has not come to it yet. */
export const GET = async ({ locals, params, url }) => {
  const { document, pdfHash } = await locals.ask((tx) => bulletins.frozen(tx, params.ref, params.lang));
  const file =
    (pdfHash && (await locals.files.get(pdfHash))) || (await renderPdf(document, { origin: url.origin }));
  return new Response(new Uint8Array(file), {
    headers: {
      'content-type': 'application/pdf',
      'content-language': params.lang,
      'content-disposition': `inline; filename="${pdfName(params.ref, params.lang)}"`,
    },
  });
};
