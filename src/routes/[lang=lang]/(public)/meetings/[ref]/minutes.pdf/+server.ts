import { minutesPaper } from '#features/meetings/proceedings/server/exports.ts';
import { read } from '#features/meetings/proceedings/server/queries.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';
import { paperAnswer } from '#lib/server/http/paper.ts';
import type { RequestHandler } from './$types';

/** Minutes as PDF/UA, made for this reader: what they may not see is not in the file. */
export const GET: RequestHandler = async ({ locals, params: { ref, lang }, url }) => {
  const proceedings = await locals.ask((tx) => read(tx, ref, locals.today));
  const file = await renderPdf(minutesPaper(proceedings, lang), { origin: url.origin });
  return paperAnswer(file, { kind: 'pdf', name: `${ref}-minutes-${lang}`, lang });
};
