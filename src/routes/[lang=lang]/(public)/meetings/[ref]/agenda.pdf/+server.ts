import { agendaPaper } from '#features/meetings/agenda/server/exports.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';
import { paperAnswer } from '#lib/server/http/paper.ts';

/** The agenda as PDF/UA, as far as whoever asks may read it. */
export const GET = async ({ locals: { ask, today }, params: { ref, lang }, url }) => {
  const document = await ask((tx) => agendaPaper(tx, ref, { lang, today }));
  const file = await renderPdf(document, { origin: url.origin });
  return paperAnswer(file, { kind: 'pdf', name: `${ref}-agenda-${lang}`, lang });
};
