import { agendaPaper } from '#features/meetings/agenda/server/exports.ts';
import { renderDocx } from '#lib/server/docx/render.ts';
import { paperAnswer } from '#lib/server/http/paper.ts';

/** The agenda as a Word file, as far as whoever asks may read it. */
export const GET = async ({ locals: { ask, today }, params: { ref, lang }, url }) => {
  const document = await ask((tx) => agendaPaper(tx, ref, { lang, today }));
  const file = await renderDocx(document, { origin: url.origin });
  return paperAnswer(file, { kind: 'docx', name: `${ref}-agenda-${lang}`, lang });
};
