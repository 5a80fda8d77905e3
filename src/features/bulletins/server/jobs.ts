import { z } from 'zod';
import { isLang, langs } from '#lib/i18n/lang.ts';
import { resolved } from '#lib/publication/resolved.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import type { FileStore } from '#lib/server/files/store.ts';
import type { Handler } from '#lib/server/jobs/jobs.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';

const payloadOf = z.object({ edition: z.string(), issue: z.number() });

/**
 * `bulletins.render`: prints an issue in both languages once and keeps the files, their links leading to `origin`.
 * Repeating changes nothing. Without a public address nothing is kept: the file is then made when it is asked for,
 * with the address it was asked at.
 */
export function renderIssue(database: Database, files: FileStore, origin: string | undefined): Handler {
  return async (payload) => {
    if (!origin) return;
    const { edition, issue } = payloadOf.parse(payload);
    const documents = await asSystem(database, 'printing needs the document, whoever may read it', (db) =>
      db
        .selectFrom('issued_documents as d')
        .innerJoin('editions as e', 'e.id', 'd.edition_id')
        .select(['d.edition_id', 'd.lang', 'd.document'])
        .where('e.ref', '=', edition)
        .where('d.issue', '=', issue)
        .where('d.pdf_hash', 'is', null)
        .execute(),
    );
    for (const { edition_id, lang, document } of documents) {
      if (!isLang(lang)) throw new Error(`a document is in one of ${langs.join(', ')}`);
      const hash = await files.put(await renderPdf(resolved.parse(document), { origin }));
      await asSystem(database, 'the printed file belongs to its document', (db) =>
        db
          .updateTable('issued_documents')
          .set({ pdf_hash: hash })
          .where('edition_id', '=', edition_id)
          .where('lang', '=', lang)
          .where('issue', '=', issue)
          .execute(),
      );
    }
  };
}
