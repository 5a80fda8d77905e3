import { sql } from 'kysely';
import { compose } from '#features/bulletins/composing/rules.ts';
import { factsOf } from '#features/bulletins/composing/server/queries.ts';
import { applyEdits } from '#features/bulletins/editing/rules.ts';
import { editsInput } from '#features/bulletins/editing/schema.ts';
import { correctionsSince, type Correction } from '#features/bulletins/rules.ts';
import { recordsCitedIn, valueSource } from '#features/bulletins/values/rules.ts';
import { citedRecords } from '#features/bulletins/values/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { draft as draftSchema, type Draft } from '#lib/publication/draft.ts';
import { resolve } from '#lib/publication/resolve.ts';
import { resolved, type Resolved } from '#lib/publication/resolved.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

export type EditionLine = {
  ref: string;
  title: Translated;
  from: PartialDate;
  until: PartialDate;
  issued: PartialDate | null;
  headlines: Translated[];
};

export type Notice = { kind: 'correction' | 'withdrawal'; on: PartialDate; wording: Translated };

export type IssuedEdition = {
  ref: string;
  document: Resolved;
  issue: number;
  issuedAt: Date;
  notices: Notice[];
  corrections: Correction[];
  older: string | null;
  newer: string | null;
};

const headlinesOf = sql<Translated[] | null>`(
  select jsonb_agg(s.headline order by s.lead desc, s.sort) from stories s where s.edition_id = e.id)`;

/** Editions that were issued, newest first, with their headlines. */
export async function list(tx: Tx): Promise<EditionLine[]> {
  const rows = await tx.db
    .selectFrom('editions as e')
    .select(['e.ref', 'e.title', 'e.from_on as from', 'e.until_on as until', 'e.issued_on as issued'])
    .select(headlinesOf.as('headlines'))
    .where('e.issued_on', 'is not', null)
    .orderBy('e.until_day', 'desc')
    .orderBy('e.ref', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, headlines: row.headlines ?? [] }));
}

/** The newest edition; null before the first. */
export async function newest(tx: Tx): Promise<EditionLine | null> {
  return (await list(tx))[0] ?? null;
}

/** The edition as it stands today: composed from the records, the editor's work laid over it. Throws notFound. */
export async function draftOf(tx: Tx, ref: string): Promise<{ draft: Draft; dangling: string[] }> {
  const edition = await tx.db.selectFrom('editions').selectAll().where('ref', '=', ref).executeTakeFirst();
  if (!edition) throw notFound('editions', ref);
  const period = { from: edition.from_on, until: edition.until_on };
  const edits = editsInput.parse(edition.edits);
  const { sections, dangling } = applyEdits(compose(await factsOf(tx, period)), edits);
  const network = await tx.db
    .selectFrom('bodies')
    .select('name')
    .where('kind', '=', 'network')
    .orderBy('sort')
    .executeTakeFirst();
  const draft = draftSchema.parse({
    key: ref,
    title: edition.title,
    subtitle: edits.subtitle ?? null,
    publisher: network?.name ?? edition.title,
    period,
    issued: edition.issued_on,
    sections,
    about: edits.about ?? null,
    contact: edits.contact ?? null,
  });
  return { draft, dangling };
}

/** A draft in one language, with everything that is wrong with it. */
export async function resolveDraft(tx: Tx, draft: Draft, lang: Lang): Promise<Resolved> {
  const records = await citedRecords(tx, recordsCitedIn(draft));
  return resolve(draft, lang, valueSource(records)).document;
}

/** The frozen document of an edition's last issue, and its printed file when there is one. Throws notFound. */
export async function frozen(
  tx: Tx,
  ref: string,
  lang: Lang,
): Promise<{ document: Resolved; pdfHash: string | null }> {
  const row = await lastIssue(tx, ref, lang);
  return { document: resolved.parse(row.document), pdfHash: row.pdf_hash };
}

async function lastIssue(tx: Tx, ref: string, lang: Lang) {
  const row = await tx.db
    .selectFrom('issued_documents as d')
    .innerJoin('editions as e', 'e.id', 'd.edition_id')
    .select(['e.id', 'e.ref', 'd.document', 'd.issue', 'd.issued_at', 'd.pdf_hash'])
    .where('e.ref', '=', ref)
    .where('d.lang', '=', lang)
    .orderBy('d.issue', 'desc')
    .executeTakeFirst();
  if (!row) throw notFound('editions', ref);
  return row;
}

/** An issued edition in one language, as it was, with what has been corrected since. Throws notFound. */
export async function issued(tx: Tx, ref: string, lang: Lang): Promise<IssuedEdition> {
  const row = await lastIssue(tx, ref, lang);
  const document = resolved.parse(row.document);
  const records = await citedRecords(tx, recordsCitedIn(document));
  return {
    ref: row.ref,
    document,
    issue: row.issue,
    issuedAt: row.issued_at,
    notices: await noticesOf(tx, row.id),
    corrections: correctionsSince(document, valueSource(records)),
    ...(await neighbours(tx, ref)),
  };
}

async function noticesOf(tx: Tx, edition: number): Promise<Notice[]> {
  return tx.db
    .selectFrom('edition_notices')
    .select(['kind', 'noticed_on as on', 'wording'])
    .where('edition_id', '=', edition)
    .orderBy('noticed_on', 'desc')
    .execute();
}

async function neighbours(tx: Tx, ref: string): Promise<{ older: string | null; newer: string | null }> {
  const found = await sql<{ older: string | null; newer: string | null }>`
    select older, newer from (
      select ref, lag(ref) over timeline as older, lead(ref) over timeline as newer
      from editions where issued_on is not null window timeline as (order by until_day, ref)) as editions
    where ref = ${ref}`.execute(tx.db);
  return found.rows[0] ?? { older: null, newer: null };
}

export type Story = {
  ref: string;
  headline: Translated;
  standfirst: Translated | null;
  happened: PartialDate;
  edition: { ref: string; title: Translated } | null;
  updatedAt: Date;
};

const storyColumns = [
  's.ref',
  's.headline',
  's.standfirst',
  's.happened_on as happened',
  's.updated_at as updatedAt',
] as const;

/** Stories, newest first; of an edition, or resting on a record or on anything linked to a framework item. */
export async function stories(
  tx: Tx,
  of: { limit: number; record?: string; item?: string },
): Promise<Story[]> {
  let query = tx.db
    .selectFrom('stories as s')
    .leftJoin('editions as e', 'e.id', 's.edition_id')
    .select(storyColumns)
    .select(['e.ref as edition', 'e.title as editionTitle'])
    .orderBy(sql`first_day(s.happened_on)`, 'desc')
    .orderBy('s.ref')
    .limit(of.limit);
  if (of.record) {
    const [kind = '', ref = ''] = of.record.split('/');
    query = query.where('s.id', 'in', (from) =>
      from.selectFrom('story_cites').select('story_id').where('kind', '=', kind).where('ref', '=', ref),
    );
  }
  if (of.item) query = query.where('s.id', 'in', storiesOnItem(of.item));
  const rows = await query.execute();
  return rows.map(({ edition, editionTitle, ...row }) => ({
    ...row,
    edition: edition && editionTitle ? { ref: edition, title: editionTitle } : null,
  }));
}

/** Stories that cite the item itself, or a commitment or action linked to it. */
function storiesOnItem(item: string) {
  return sql<number>`(
    select story_id from story_cites c where c.kind = 'items' and c.ref = ${item}
    union
    select story_id from story_cites c join commitments k on c.kind = 'commitments' and k.ref = c.ref
      join commitment_items l on l.commitment_id = k.id join items i on i.id = l.item_id where i.ref = ${item}
    union
    select story_id from story_cites c join actions k on c.kind = 'actions' and k.ref = c.ref
      join action_items l on l.action_id = k.id join items i on i.id = l.item_id where i.ref = ${item})`;
}

/** One story with the section that tells it, in one language. Throws notFound. */
export async function story(
  tx: Tx,
  ref: string,
  lang: Lang,
): Promise<Story & { section: string; document: Resolved }> {
  const row = await tx.db
    .selectFrom('stories as s')
    .innerJoin('editions as e', 'e.id', 's.edition_id')
    .select(storyColumns)
    .select(['s.document', 'e.ref as edition', 'e.title as editionTitle'])
    .where('s.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('stories', ref);
  const { edition, editionTitle, document, ...rest } = row;
  const whole = await issued(tx, edition, lang);
  const { section } = document as { section: string };
  return { ...rest, edition: { ref: edition, title: editionTitle }, section, document: whole.document };
}

export type Quotation = {
  ref: string;
  wording: Translated;
  tag: string | null;
  meaning: Translated | null;
  speaker: { ref: string; name: Translated; honorific: Translated | null } | null;
  organisation: { ref: string; name: Translated } | null;
  office: Translated | null;
};

/** Words said at a meeting or by a person that may be printed. */
export async function quotationsOf(tx: Tx, of: { meeting?: string; person?: string }): Promise<Quotation[]> {
  let query = tx.db
    .selectFrom('quotations as q')
    .leftJoin('people as p', 'p.id', 'q.person_id')
    .leftJoin('positions as h', 'h.id', 'q.position_id')
    .leftJoin('organisations as o', 'o.id', 'q.organisation_id')
    .leftJoin('meetings as m', 'm.id', 'q.meeting_id')
    .select(['q.ref', 'q.wording', 'q.wording_tag as tag', 'q.meaning', 'h.title as office'])
    .select([
      'p.ref as personRef',
      'p.name as personName',
      'p.honorific',
      'o.ref as orgRef',
      'o.name as orgName',
    ])
    .where('q.approval', 'in', ['published-in-source', 'approved'])
    .orderBy('q.ref');
  if (of.meeting) query = query.where('m.ref', '=', of.meeting);
  if (of.person) query = query.where('p.ref', '=', of.person);
  const rows = await query.execute();
  return rows.map(({ personRef, personName, honorific, orgRef, orgName, ...row }) => ({
    ...row,
    speaker: personRef && personName ? { ref: personRef, name: personName, honorific } : null,
    organisation: orgRef && orgName ? { ref: orgRef, name: orgName } : null,
  }));
}

export type Picture = { ref: string; caption: Translated; alt: Translated; credit: Translated };

/** Pictures of a meeting: captions and credits; the pictures themselves may not be ours to hold. */
export async function picturesOf(tx: Tx, meeting: string): Promise<Picture[]> {
  return tx.db
    .selectFrom('pictures as p')
    .innerJoin('meetings as m', 'm.id', 'p.meeting_id')
    .select(['p.ref', 'p.caption', 'p.alt', 'p.credit'])
    .where('m.ref', '=', meeting)
    .orderBy('p.ref')
    .execute();
}
