import fs from 'node:fs/promises';
import * as bulletins from '#features/bulletins/server/queries.ts';
import { isLang } from '#lib/i18n/lang.ts';
import { closePdfWorkers, renderPdf } from '#lib/server/pdf/render.ts';
import { readWords, UsageError, withInstallation, type Verb } from './verb.ts';

/** Writes an issued edition as PDF, as the address /en/bulletins/2023-03.pdf gives it. */
export const bulletin: Verb = {
  usage: 'bulletin <edition> --lang en|bn --pdf FILE',
  summary: 'Writes an edition of the bulletin as PDF, without a server.',
  details: `
  <edition>     reference of an issued edition, such as 2023-03
  --lang        language: en or bn (default en)
  --pdf FILE    where to write the file; - for standard output`,
  run: async (argv, settings) => {
    const { values, positionals } = readWords({
      args: argv,
      allowPositionals: true,
      options: { lang: { type: 'string', default: 'en' }, pdf: { type: 'string' } },
    });
    const [edition, ...more] = positionals;
    if (!edition || more.length > 0) throw new UsageError('Name one edition, such as 2023-03.');
    if (!isLang(values.lang)) throw new UsageError('--lang is en or bn.');
    if (!values.pdf) throw new UsageError('--pdf FILE says where to write the file.');
    const { lang, pdf } = { lang: values.lang, pdf: values.pdf };
    const { document } = await withInstallation(settings, (tx) => bulletins.frozen(tx, edition, lang));
    try {
      const file = await renderPdf(document, { origin: settings.ORIGIN });
      if (pdf === '-') process.stdout.write(file);
      else await fs.writeFile(pdf, file);
    } finally {
      await closePdfWorkers();
    }
    if (pdf !== '-') process.stderr.write(`Wrote ${pdf}.\n`);
  },
};
