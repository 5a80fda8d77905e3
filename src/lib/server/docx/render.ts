import { Document, Footer, HeadingLevel, Packer, PageNumber, TextRun } from 'docx';
import { formatDigits } from '#lib/i18n/format.ts';
import { PublicationError } from '#lib/publication/errors.ts';
import { labelsOf } from '#lib/publication/labels.ts';
import { limits } from '#lib/publication/limits.ts';
import { requireRenderable } from '#lib/publication/problems.ts';
import { passagesIn } from '#lib/publication/resolve.ts';
import type { Resolved, ResolvedSection, ResolvedSource } from '#lib/publication/resolved.ts';
import { plainText } from '#lib/publication/resolved-text.ts';
import { readBangla } from '#lib/server/pdf/fonts.ts';
import { elementsOf, paragraph, type Element } from './blocks.ts';
import { banglaFace, styles } from './style.ts';
import { run, wordsOf, type Page } from './words.ts';

/** A4 with margins of 2 cm, in twentieths of a point. */
const sheet = {
  page: {
    size: { width: 11_906, height: 16_838 },
    margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
  },
};

export type DocxOptions = {
  /** Public address of the installation, without a path: records are linked there. Left out, they are not linked. */
  origin?: string;
  /** Folder that holds node_modules. The process is started in it. */
  root?: string;
};

/** Not every machine has a face with Bangla letters (a Mac, a phone, a fresh Linux): the file brings its own. */
function banglaFont(root: string) {
  const { regular, bold } = readBangla(root);
  return [{ name: banglaFace, data: regular, bold }];
}

/**
 * A document as a Word file to be edited further: one column, real headings, tables and styles, in its language.
 * Throws PublicationError: `blocked` (problems), `too_long`.
 */
export async function renderDocx(document: Resolved, options: DocxOptions = {}): Promise<Uint8Array> {
  const { origin, root = process.cwd() } = options;
  requireRenderable(document);
  const text = passagesIn(document).map(plainText).join('\n');
  if (text.length > limits.document) throw new PublicationError('too_long', String(text.length));
  const site = origin === undefined ? null : new URL(origin).origin;
  const page: Page = {
    lang: document.lang,
    origin: site,
    labels: labelsOf(document, site),
  };
  const file = new Document({
    title: `${plainText(document.title)}, ${document.period}`,
    creator: plainText(document.publisher),
    lastModifiedBy: plainText(document.publisher),
    description: document.subtitle ? plainText(document.subtitle) : '',
    styles,
    fonts: /[\u0980-\u09FF]/u.test(text) ? banglaFont(root) : [],
    sections: [
      {
        properties: sheet,
        footers: { default: foot(document) },
        children: [
          ...head(document, page),
          ...document.sections.flatMap((section) => chapter(section, page)),
          ...closing(document, page),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}

function head({ title, subtitle, publisher, period }: Resolved, page: Page): Element[] {
  return [
    paragraph([...wordsOf(publisher, page), run(` · ${period}`)], { style: 'Small' }),
    paragraph(wordsOf(title, page), { heading: HeadingLevel.TITLE }),
    ...(subtitle ? [paragraph(wordsOf(subtitle, page))] : []),
  ];
}

function chapter({ headline, kicker, dateline, blocks, sources }: ResolvedSection, page: Page): Element[] {
  return [
    ...(kicker ? [paragraph(wordsOf(kicker, page), { style: 'Small', keepNext: true })] : []),
    paragraph(wordsOf(headline, page), { heading: HeadingLevel.HEADING_1 }),
    ...(dateline ? [paragraph(wordsOf(dateline, page), { style: 'Small', keepNext: true })] : []),
    ...blocks.flatMap((block) => elementsOf(block, page)),
    ...sourcesOf(sources, page),
  ];
}

function sourcesOf(sources: readonly ResolvedSource[], page: Page): Element[] {
  if (sources.length === 0) return [];
  const lines = sources.map(({ number, text, href, notes }) => {
    const notesText = notes.length > 0 ? ` (${notes.join('; ')})` : '';
    const passage = {
      lang: page.lang,
      fallback: false,
      status: 'original' as const,
      inlines: [{ type: 'cited' as const, text, href, record: '', field: '', lang: page.lang }],
      marks: [],
    };
    return [run(`${formatDigits(number, page.lang)} `), ...wordsOf(passage, page), run(`${notesText} `)];
  });
  return [
    paragraph([run(`${page.labels.sources}: `, { isBold: true }), ...lines.flat()], { style: 'Small' }),
  ];
}

function closing({ about, contact }: Resolved, page: Page): Element[] {
  return [
    ...(about ? [paragraph(wordsOf(about.title, page), { heading: HeadingLevel.HEADING_1 })] : []),
    ...(about?.paragraphs ?? []).map((passage) => paragraph(wordsOf(passage, page))),
    ...sourcesOf(about?.sources ?? [], page),
    ...(contact ? [paragraph(wordsOf(contact, page))] : []),
    ...page.labels.colophon.map((line) => paragraph([run(line)], { style: 'Small' })),
  ];
}

/** Word writes the numbers of pages itself, and has no Bangla digits for them. */
function foot({ title }: Resolved): Footer {
  const number = new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] });
  return new Footer({ children: [paragraph([run(`${plainText(title)} · `), number], { style: 'Small' })] });
}
