import { ExternalHyperlink, TextRun, type IRunOptions, type ParagraphChild } from 'docx';
import type { Labels } from '#lib/publication/labels.ts';
import type { Inline, Passage } from '#lib/publication/resolved-text.ts';
import { formatDigits } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';

/** What writing a passage needs to know of its document. */
export type Page = { lang: Lang; origin: string | null; labels: Labels };

/** The address of a record on this site is made a full one; where the site's is not known, nothing is linked. */
function fullAddress(href: string | null, origin: string | null): string | null {
  if (href === null || !href.startsWith('/')) return href;
  return origin && origin + href;
}

/** Characters that XML cannot hold are left out: a file with one of them does not open. */
const printable = (text: string) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ');

type Look = { isBold?: boolean; style?: string };

/** A bare text as one run. What is not bold says nothing of it, so that a heading's style stands. */
export function run(text: string, { isBold = false, style }: Look = {}): TextRun {
  const options: IRunOptions = {
    text: printable(text),
    ...(isBold && { bold: true, boldComplexScript: true }),
    ...(style !== undefined && { style }),
  };
  return new TextRun(options);
}

/** The remark that a text is not in the reader's language. */
function remark(text: string): TextRun {
  const options: IRunOptions = { text: ` (${text})`, italics: true };
  return new TextRun(options);
}

function runOf(inline: Inline, { origin }: Page, isBold: boolean): ParagraphChild {
  const link = inline.type === 'text' ? null : fullAddress(inline.href, origin);
  if (link === null) return run(inline.text, { isBold });
  // A value that was cited looks like the text around it; a link looks like one.
  const style = inline.type === 'link' ? { style: 'Hyperlink' } : {};
  return new ExternalHyperlink({ link, children: [run(inline.text, { isBold, ...style })] });
}

/** A passage with its marks raised behind it, and the remark that it is not in the reader's language. */
export function wordsOf(passage: Passage, page: Page, isBold = false): ParagraphChild[] {
  const marks = passage.marks.map((mark) => formatDigits(mark, page.lang)).join(' ');
  return [
    ...passage.inlines.map((inline) => runOf(inline, page, isBold)),
    ...(marks ? [new TextRun({ text: `\u00A0${marks}`, superScript: true })] : []),
    ...(passage.fallback ? [remark(page.labels.fallback)] : []),
  ];
}
