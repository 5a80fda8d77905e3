import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import type { Lang } from '#lib/i18n/lang.ts';
import { draft, type DraftInput } from '#lib/publication/draft.ts';
import { charts, march2023 } from '#lib/publication/fixtures/march-2023.ts';
import { values } from '#lib/publication/fixtures/march-2023-values.ts';
import { resolve } from '#lib/publication/resolve.ts';
import type { Resolved } from '#lib/publication/resolved.ts';
import { renderPdf, type PdfOptions } from './render.ts';

/* What the tests of this folder share: documents to print, and ways to look into a PDF file. */

export const origin = 'https://network.example';
/** The fixture in one language. */
export const march = (lang: Lang) => resolve(march2023, lang, values).document;
/** Prints as the product does, with the charts of the fixture. */
export const print = (document: Resolved, options: PdfOptions = {}) =>
  renderPdf(document, { origin, charts, ...options });

/** A block as a draft has it. */
export type Block = NonNullable<NonNullable<DraftInput['sections']>[number]['blocks']>[number];
/** A small document; its problems are set aside, because these tests ask what the exporter makes of it. */
export function small(...blocks: Block[]): Resolved {
  const input: DraftInput = {
    key: 'k',
    title: 'T',
    publisher: 'P',
    period: { from: '2023-03' },
    sections: [{ key: 'a', headline: 'A', blocks }],
  };
  return { ...resolve(draft.parse(input), 'en', values).document, problems: [] };
}

/** The file, read back. */
export async function open(pdf: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(pdf, { updateMetadata: false });
}

/** The XMP packet. */
export function metadataOf(document: PDFDocument): string {
  const stream = document.catalog.lookup(PDFName.of('Metadata'));
  return stream instanceof PDFRawStream ? new TextDecoder().decode(stream.getContents()) : '';
}

/** Every dictionary of the file: pages, links, tags, bookmarks. */
export function dictionaries(document: PDFDocument): PDFDict[] {
  return document.context
    .enumerateIndirectObjects()
    .map(([, value]) => value)
    .filter((value) => value instanceof PDFDict);
}

/** The words of a string in the file. */
export const written = (value: unknown) =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';

/** Addresses the links of the file lead to. */
export function linksOf(document: PDFDocument): string[] {
  return dictionaries(document)
    .map((one) => one.lookup(PDFName.of('A')))
    .filter((action) => action instanceof PDFDict)
    .map((action) => written(action.lookup(PDFName.of('URI'))))
    .filter((uri) => uri !== '');
}

/** Titles of the bookmarks. */
export function bookmarksOf(document: PDFDocument): string[] {
  return dictionaries(document)
    .filter((one) => one.has(PDFName.of('Parent')) && one.has(PDFName.of('Dest')))
    .map((one) => written(one.lookup(PDFName.of('Title'))));
}

/** Kinds of tags in the structure tree. */
export function tagsOf(document: PDFDocument): Set<string> {
  const kinds = dictionaries(document).map((one) => one.lookup(PDFName.of('S')));
  return new Set(kinds.filter((kind) => kind instanceof PDFName).map((kind) => kind.decodeText()));
}

/** A picture of one point, and a block that shows it. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPgDU0AAAE1AMOduZ5yAAAAAElFTkSuQmCC',
  'base64',
);
export const figure: Block = { type: 'figure', image: 'p1', caption: 'C', alt: 'What is seen', credit: 'W' };
export const png = { type: 'image/png' as const, bytes: new Uint8Array(pixel) };
