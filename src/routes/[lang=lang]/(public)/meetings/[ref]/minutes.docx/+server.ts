import { minutesPaper } from '#features/meetings/proceedings/server/exports.ts';
import { read } from '#features/meetings/proceedings/server/queries.ts';
import { renderDocx } from '#lib/server/docx/render.ts';
import { paperAnswer } from '#lib/server/http/paper.ts';
import type { RequestHandler } from './$types';

/** Minutes as a Word file, made for this reader: what they may not see is not in the file. */
export const GET: RequestHandler = async ({ locals, params: { ref, lang }, url }) => {
  const proceedings = await locals.ask((tx) => read(tx, ref, locals.today));
  const file = await renderDocx(minutesPaper(proceedings, lang), { origin: url.origin });
  return paperAnswer(file, { kind: 'docx', name: `${ref}-minutes-${lang}`, lang });
};
