import type { EditionInput, PictureInput, QuotationInput } from '#features/bulletins/schema.ts';
import { NotIssuable } from '#features/bulletins/errors.ts';
import type { PartialDate } from '#lib/dates.ts';
import { langs, type Lang } from '#lib/i18n/lang.ts';
import { plainText } from '#lib/publication/resolved-text.ts';
import type { Resolved, ResolvedSection } from '#lib/publication/resolved.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { enqueue } from '#lib/server/outbox/outbox.ts';
import type { Translated } from '#lib/translated.ts';
import * as queries from './queries.ts';

/** Creates or changes quotations. */
export async function saveQuotations(tx: Tx, inputs: readonly QuotationInput[]): Promise<Saved[]> {
  const people = await lookup(
    tx,
    'people',
    inputs.map((input) => input.person),
  );
  const positions = await lookup(
    tx,
    'positions',
    inputs.map((input) => input.position),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.organisation),
  );
  const meetings = await lookup(
    tx,
    'meetings',
    inputs.map((input) => input.meeting),
  );
  return saveRecords(
    tx,
    'quotations',
    inputs.map((input) => ({
      common: input,
      values: {
        person_id: people.idOrNull(input.person),
        position_id: positions.idOrNull(input.position),
        organisation_id: organisations.idOrNull(input.organisation),
        meeting_id: meetings.idOrNull(input.meeting),
        wording: input.wording,
        wording_tag: input.wording_tag ?? null,
        meaning: input.meaning ?? null,
        said_on: input.said_on ?? null,
        approval: input.approval,
      },
      entry: {
        path: input.meeting
          ? `/meetings/${input.meeting}#${input.ref}`
          : `/people/${input.person ?? ''}#${input.ref}`,
        title: input.wording,
        dated: input.said_on,
        listed: false,
      },
    })),
  );
}

/** Creates or changes pictures (caption and credit; the file may not be ours to hold). */
export async function savePictures(tx: Tx, inputs: readonly PictureInput[]): Promise<Saved[]> {
  const meetings = await lookup(
    tx,
    'meetings',
    inputs.map((input) => input.meeting),
  );
  return saveRecords(
    tx,
    'pictures',
    inputs.map((input) => ({
      common: input,
      values: {
        meeting_id: meetings.idOrNull(input.meeting),
        caption: input.caption,
        alt: input.alt,
        credit: input.credit,
        taken_on: input.taken_on ?? null,
        file_hash: null,
        reusable: input.reusable,
      },
      entry: {
        path: input.meeting ? `/meetings/${input.meeting}#${input.ref}` : '/bulletins',
        title: input.caption,
        dated: input.taken_on,
        listed: false,
      },
    })),
  );
}

/**
 * Creates or changes editions with the editor's work on them. An edition that has a day of issue and was not
 * issued yet is issued. Throws NotIssuable.
 */
export async function saveEditions(tx: Tx, inputs: readonly EditionInput[]): Promise<Saved[]> {
  const saved = await saveRecords(
    tx,
    'editions',
    inputs.map((input) => ({
      common: input,
      values: {
        title: input.title,
        from_on: input.from_on,
        until_on: input.until_on,
        issued_on: input.issued_on ?? null,
        edits: input.edits,
      },
      entry: { path: `/bulletins/${input.ref}`, title: input.title, dated: input.until_on },
    })),
  );
  for (const { ref, outcome } of saved) {
    const input = inputs.find((candidate) => candidate.ref === ref);
    if (input?.issued_on && outcome === 'created') await issue(tx, ref);
  }
  return saved;
}

/**
 * Issues an edition: freezes its document in both languages, makes a story of each section, and asks for its
 * files to be made. Issuing again keeps the earlier issues. Throws NotIssuable with every problem.
 */
export async function issue(tx: Tx, ref: string): Promise<void> {
  const { draft } = await queries.draftOf(tx, ref);
  const documents = {
    en: await queries.resolveDraft(tx, draft, 'en'),
    bn: await queries.resolveDraft(tx, draft, 'bn'),
  };
  const blocking = langs.flatMap((lang) => documents[lang].problems.filter((problem) => problem.blocking));
  if (blocking.length > 0) throw new NotIssuable(ref, blocking);
  const edition = (await lookup(tx, 'editions', [ref])).idOf(ref);
  const before = await tx.db
    .selectFrom('issued_documents')
    .select(({ fn }) => fn.max('issue').as('last'))
    .where('edition_id', '=', edition)
    .executeTakeFirst();
  const next = (before?.last ?? 0) + 1;
  for (const lang of langs) {
    await tx.db
      .insertInto('issued_documents')
      .values({
        edition_id: edition,
        lang,
        issue: next,
        issued_at: tx.now,
        document: JSON.stringify(documents[lang]),
      })
      .execute();
  }
  await saveStories(tx, { ref, id: edition }, documents);
  await enqueue(tx, 'bulletins.render', { edition: ref, issue: next });
}

type Documents = Record<Lang, Resolved>;

/** One story per section, told in both languages by the frozen documents. */
async function saveStories(
  tx: Tx,
  edition: { ref: string; id: number },
  documents: Documents,
): Promise<void> {
  const meetings = documents.en.sections.flatMap((section) => section.sources.map(({ record }) => record));
  const dates = await datesOf(tx, meetings);
  await saveRecords(
    tx,
    'stories',
    documents.en.sections.map((section, sort) => {
      const other = documents.bn.sections[sort];
      const headline = bothLanguages(plainText(section.headline), other && plainText(other.headline));
      const ref = `${edition.ref}-${section.key}`;
      const happened =
        section.sources.map(({ record }) => dates.get(record)).find(Boolean) ?? documents.en.date;
      return {
        common: { ref, visibility: 'public', published: true, evidence: [] },
        values: {
          edition_id: edition.id,
          headline,
          standfirst: standfirst(section, other),
          body_id: null,
          happened_on: happened,
          lead: section.lead,
          sort,
          document: { section: section.key },
        },
        links: {
          story_cites: section.sources.map(({ record }) => {
            const [kind = '', cited = ''] = record.split('/');
            return { kind: kind.replaceAll('-', '_'), ref: cited };
          }),
        },
        entry: {
          path: `/stories/${ref}`,
          title: headline,
          summary: standfirst(section, other),
          dated: happened,
        },
      };
    }),
  );
}

async function datesOf(tx: Tx, records: readonly string[]): Promise<Map<string, PartialDate>> {
  const refs = records.filter((record) => record.startsWith('meetings/')).map((record) => record.slice(9));
  const rows = await tx.db
    .selectFrom('meetings')
    .select(['ref', 'from_on'])
    .where('ref', 'in', ['', ...refs])
    .execute();
  return new Map(rows.map((row) => [`meetings/${row.ref}`, row.from_on]));
}

function bothLanguages(en: string, bn: string | undefined): Translated {
  return {
    source: 'en',
    en,
    ...(bn ? { bn } : {}),
    status: { en: 'original', ...(bn ? { bn: 'original' } : {}) },
  };
}

/** The first paragraph, as the line under a headline in lists and feeds. */
function standfirst(section: ResolvedSection, other: ResolvedSection | undefined): Translated | null {
  const first = (from: ResolvedSection | undefined) =>
    from?.blocks.find((block) => block.type === 'paragraph');
  const [en, bn] = [first(section), first(other)];
  return en ? bothLanguages(plainText(en.text), bn && plainText(bn.text)) : null;
}
