import type { Lang } from '#lib/i18n/lang.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import { reading, type Translated } from '#lib/translated.ts';
import { passagesIn } from './resolve.ts';
import { weakest } from './resolve-text.ts';
import type { ResolvedBlock } from './resolved-blocks.ts';
import type { Passage } from './resolved-text.ts';
import type { Resolved, ResolvedSection } from './resolved.ts';

/*
 * Papers that are made of records at once, without a draft between: an agenda, minutes. What stands in a record is
 * data: nothing in it is read as a citation or a link.
 */

/** Words of ours, in the language of the paper. */
export function words(text: string, lang: Lang): Passage {
  return {
    lang,
    fallback: false,
    status: 'original',
    inlines: [{ type: 'text', text }],
    marks: [],
  };
}

/** A text of a record as one line; one that is missing in the language stands in the other, marked. */
export function passageOf(value: Translated, lang: Lang): Passage {
  const { text, lang: its, fallback, status } = reading(value, lang);
  return { ...words(cleanLine(text), its), fallback, status };
}

const bullet = /^\s*[-–•*]\s+/u;

/** A text of a record as it was typed: each line a paragraph, lines that begin with a dash or a dot a list. */
export function paragraphsOf(value: Translated, lang: Lang): ResolvedBlock[] {
  const { text, lang: its, fallback, status } = reading(value, lang);
  const said = (line: string): Passage => ({ ...words(cleanLine(line), its), fallback, status });
  const blocks: ResolvedBlock[] = [];
  for (const line of text.split('\n').filter((one) => cleanLine(one) !== '')) {
    const last = blocks.at(-1);
    const item = said(line.replace(bullet, ''));
    if (!bullet.test(line)) blocks.push({ type: 'paragraph', text: item });
    else if (last?.type === 'list') last.items.push(item);
    else blocks.push({ type: 'list', items: [item] });
  }
  return blocks;
}

/** A section of a paper. */
export const sectionOf = (key: string, headline: Passage, blocks: ResolvedBlock[]): ResolvedSection => ({
  key,
  headline,
  kicker: null,
  dateline: null,
  lead: false,
  blocks,
  sources: [],
});

type Paper = Pick<
  Resolved,
  'key' | 'lang' | 'title' | 'subtitle' | 'publisher' | 'period' | 'date' | 'path' | 'sections'
>;

/** The paper as a document that every renderer takes. */
export function paperOf(paper: Paper): Resolved {
  const document: Resolved = {
    format: 1,
    form: 'paper',
    ...paper,
    about: null,
    contact: null,
    translation: 'original',
    problems: [],
  };
  return { ...document, translation: weakest(passagesIn(document).map(({ status }) => status)) };
}
