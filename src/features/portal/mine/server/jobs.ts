import { dueListed } from '#features/portal/mine/labels.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Listed } from '#lib/mail/templates.ts';
import type { Tx, Viewer } from '#lib/server/db/viewer.ts';
import { list } from './queries.ts';

/** What is due for a person, as lines of the weekly letter with links below `origin`. */
export function dueLines(origin: string, everyoneShowsTwo = false) {
  return async (
    tx: Tx,
    { account, access }: Extract<Viewer, { kind: 'person' }>,
    lang: Lang,
    today: string,
  ): Promise<Listed[]> => {
    const dues = await list(tx, { account, access, today, everyoneShowsTwo });
    return dues.map((due) => dueListed(due, lang, origin));
  };
}
