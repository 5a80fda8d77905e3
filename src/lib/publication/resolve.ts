import { firstDay } from '#lib/dates.ts';
import { formatPeriod } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Draft, DraftAbout, DraftSection } from './draft.ts';
import { limits } from './limits.ts';
import { report, type Place } from './problems.ts';
import { isEmpty, passagesOf, resolveBlock } from './resolve-blocks.ts';
import { resolveOptional, resolveText, weakest, type Context } from './resolve-text.ts';
import type { Problem, Resolved, ResolvedAbout, ResolvedSection } from './resolved.ts';
import { plainText, type Passage } from './resolved-text.ts';
import { SourceBook, type ValueSource } from './values.ts';

/**
 * One language of a draft, every cited value filled in from `source`, every section with its numbered sources.
 * Pure: the same draft and values give the same document. Never throws: what is wrong is in `problems` (the same
 * list stands in the document, so that it can't be rendered without regard to it).
 */
export function resolve(
  draft: Draft,
  lang: Lang,
  source: ValueSource,
): { document: Resolved; problems: Problem[] } {
  const problems: Problem[] = [];
  const front = contextAt(null, { lang, source, problems });
  const sections = draft.sections.map((section) => resolveSection(section, { lang, source, problems }));
  checkSections(draft, front.place);
  const document: Resolved = {
    format: 1,
    key: draft.key,
    form: draft.form,
    lang,
    title: resolveText(draft.title, front, 'title'),
    subtitle: resolveOptional(draft.subtitle, front, 'line'),
    publisher: resolveText(draft.publisher, front, 'line'),
    period: formatPeriod(draft.period.from, draft.period.until, lang),
    date: firstDay(draft.issued ?? draft.period.from),
    sections,
    about: draft.about && resolveAbout(draft.about, { lang, source, problems }),
    contact: resolveOptional(draft.contact, front, 'line'),
    translation: 'original',
    problems,
  };
  const passages = passagesIn(document);
  const characters = passages.reduce((sum, passage) => sum + plainText(passage).length, 0);
  if (characters > limits.document) report(front.place, 'document_too_long', String(characters));
  return { document: { ...document, translation: weakest(passages.map(({ status }) => status)) }, problems };
}

type Frame = { lang: Lang; source: ValueSource; problems: Problem[] };

function contextAt(section: string | null, { lang, source, problems }: Frame): Context {
  const place: Place = { section, block: null, lang, problems };
  return { lang, place, book: new SourceBook(source, lang) };
}

function resolveSection(section: DraftSection, frame: Frame): ResolvedSection {
  const context = contextAt(section.key, frame);
  const kicker = resolveOptional(section.kicker, context, 'label');
  const headline = resolveText(section.headline, context, 'headline');
  const dateline = resolveOptional(section.dateline, context, 'line');
  const blocks = section.blocks.flatMap((block, index) =>
    resolveBlock(block, { ...context, place: { ...context.place, block: index + 1 } }),
  );
  if (blocks.every(isEmpty)) report(context.place, 'section_empty');
  checkHeadings(section, context.place);
  for (const record of section.cites) context.book.mark(record, context.place, record);
  const { key, lead } = section;
  return { key, headline, kicker, dateline, lead, blocks, sources: context.book.list() };
}

function resolveAbout(about: DraftAbout, frame: Frame): ResolvedAbout {
  const context = contextAt(null, frame);
  return {
    title: resolveText(about.title, context, 'label'),
    paragraphs: about.paragraphs.map((text) => resolveText(text, context, 'paragraph')),
    sources: context.book.list(),
  };
}

/** A heading of level 4 stands under one of level 3, and every heading has something under it. */
function checkHeadings({ blocks }: DraftSection, place: Place): void {
  let level = 2;
  blocks.forEach((block, index) => {
    if (block.type !== 'heading') return;
    const here = { ...place, block: index + 1 };
    if (block.level > level + 1) report(here, 'heading_order', String(block.level));
    const next = blocks[index + 1];
    if (!next || (next.type === 'heading' && next.level <= block.level)) report(here, 'heading_alone');
    level = block.level;
  });
}

function checkSections({ sections }: Draft, place: Place): void {
  if (sections.length === 0) report(place, 'document_empty');
  const seen = new Set<string>();
  for (const { key } of sections) {
    if (seen.has(key)) report({ ...place, section: key }, 'section_twice', key);
    seen.add(key);
  }
  const leads = sections.filter(({ lead }) => lead);
  for (const { key } of leads.slice(1)) report({ ...place, section: key }, 'lead_twice', key);
}

/** Every passage of a document, front to back. */
export function passagesIn(document: Resolved): Passage[] {
  const { title, subtitle, publisher, sections, about, contact } = document;
  const all = [
    title,
    subtitle,
    publisher,
    ...sections.flatMap((section) => [
      section.kicker,
      section.headline,
      section.dateline,
      ...section.blocks.flatMap(passagesOf),
    ]),
    about?.title ?? null,
    ...(about?.paragraphs ?? []),
    contact,
  ];
  return all.filter((passage) => passage !== null);
}
