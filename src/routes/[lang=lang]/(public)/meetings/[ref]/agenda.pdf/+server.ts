import { agendaPaper } from '#features/meetings/agenda/server/exports.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';

/** The agenda as PDF/UA, as far as whoever asks may read it. */
export const GET = async ({ locals: { ask, today }, params: { ref, lang }, url }) => {
  const document = await ask((tx) => agendaPaper(tx, ref, { lang, today }));
  const file = await renderPdf(document, { origin: url.origin });
  return new Response(new Uint8Array(file), {
    headers: {
      'content-type': 'application/pdf',
      'content-language': lang,
      'content-disposition': `inline; filename="${ref}-agenda-${lang}.pdf"`,
    },
  });
};
