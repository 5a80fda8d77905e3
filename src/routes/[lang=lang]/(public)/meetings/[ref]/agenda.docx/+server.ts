import { agendaPaper } from '#features/meetings/agenda/server/exports.ts';
import { docxType, renderDocx } from '#lib/server/docx/render.ts';

/** The agenda as a Word file, as far as whoever asks may read it. */
export const GET = async ({ locals: { ask, today }, params: { ref, lang }, url }) => {
  const document = await ask((tx) => agendaPaper(tx, ref, { lang, today }));
  const file = await renderDocx(document, { origin: url.origin });
  return new Response(new Uint8Array(file), {
    headers: {
      'content-type': docxType,
      'content-language': lang,
      'content-disposition': `attachment; filename="${ref}-agenda-${lang}.docx"`,
    },
  });
};
