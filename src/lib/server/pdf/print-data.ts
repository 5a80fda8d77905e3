import { PublicationError } from '#lib/publication/errors.ts';
import { labelsOf, translatedFromLabel } from '#lib/publication/labels.ts';
import { limits } from '#lib/publication/limits.ts';
import { passagesIn } from '#lib/publication/resolve.ts';
import type { Resolved } from '#lib/publication/resolved.ts';
import type { ResolvedBlockOf } from '#lib/publication/resolved-blocks.ts';
import { plainText } from '#lib/publication/resolved-text.ts';
import type { TypstInput } from './typst.ts';

export type PictureBytes = { bytes: Uint8Array; type: 'image/png' | 'image/jpeg' };

export type PrintOptions = {
  /** Public address of the installation, without a path: records are linked there. Left out, they are not linked. */
  origin?: string;
  /** SVG of each chart by the name its block gives, text outlined. */
  charts?: Record<string, string>;
  /** Pictures that may be shown, by the file id their blocks give; all others print as "not held here". */
  pictures?: Record<string, PictureBytes>;
};

const mostBytes = 12_000_000;
const mostSvg = 2_000_000;

/** Letters in an SVG would print broken (Bangla) or not at all; anything it loads from elsewhere is refused. */
const unfit = /<\s*(text|image|foreignObject|script|use)\b|<!ENTITY|\bhref\s*=\s*["'](?!#)/iu;

/** What the template gets for a document. Throws PublicationError `too_long` or `refused` with the place. */
export function printData(document: Resolved, options: PrintOptions): TypstInput {
  checkLength(document);
  const { pictures, paths } = picturesOf(document, options.pictures ?? {});
  const origin = options.origin === undefined ? null : new URL(options.origin).origin;
  const data = {
    document: { ...document, problems: [] },
    origin,
    labels: labelsOf(document, origin),
    svgs: chartsOf(document, options.charts ?? {}),
    pictures: paths,
    translated: translatedFrom(document),
  };
  return { data, pictures };
}

function checkLength(document: Resolved): void {
  const characters = passagesIn(document).reduce((sum, passage) => sum + plainText(passage).length, 0);
  if (characters > limits.document) throw new PublicationError('too_long', String(characters));
}

type Block = Resolved['sections'][number]['blocks'][number];

/** Blocks of one type with their place. */
function blocksOf<T extends Block['type']>(document: Resolved, type: T) {
  const ofType = (block: Block): block is ResolvedBlockOf<T> => block.type === type;
  return document.sections.flatMap(({ key, blocks }) =>
    blocks.flatMap((block, index) =>
      ofType(block) ? [{ block, place: { section: key, block: index + 1 } }] : [],
    ),
  );
}

function chartsOf(document: Resolved, charts: Record<string, string>): Record<string, string> {
  const used: Record<string, string> = {};
  for (const { block, place } of blocksOf(document, 'chart')) {
    const svg = Object.hasOwn(charts, block.svg) ? charts[block.svg] : undefined;
    if (svg === undefined) throw new PublicationError('refused', `no drawing named ${block.svg}`, place);
    if (svg.length > mostSvg) throw new PublicationError('too_long', block.svg, place);
    const found = unfit.exec(svg);
    if (found) {
      throw new PublicationError('refused', `the drawing ${block.svg} has ${found[0]} in it`, place);
    }
    used[block.svg] = svg;
  }
  return used;
}

const signatures = { 'image/png': '89504e470d0a1a0a', 'image/jpeg': 'ffd8ff' };

function isPicture({ bytes, type }: PictureBytes): boolean {
  const signature = signatures[type];
  return Buffer.from(bytes.subarray(0, signature.length / 2)).toString('hex') === signature;
}

/** Pictures travel as files beside the template that exist in memory only; the document names them by number. */
function picturesOf(document: Resolved, held: Record<string, PictureBytes>) {
  const pictures: TypstInput['pictures'] = [];
  const paths: Record<string, string> = {};
  for (const { block, place } of blocksOf(document, 'figure')) {
    const id = block.image;
    const picture = id !== null && Object.hasOwn(held, id) ? held[id] : undefined;
    if (id === null || picture === undefined || id in paths) continue;
    if (picture.bytes.length > mostBytes) throw new PublicationError('too_long', id, place);
    if (!isPicture(picture)) throw new PublicationError('refused', `${id} is no ${picture.type}`, place);
    const path = `pictures/${pictures.length}.${picture.type === 'image/png' ? 'png' : 'jpg'}`;
    pictures.push({ path, bytes: picture.bytes });
    paths[id] = `/${path}`;
  }
  return { pictures, paths };
}

/** "Translated from English" for every language a quotation of the document was said in. */
function translatedFrom(document: Resolved): Record<string, string> {
  const tags = blocksOf(document, 'quote').flatMap(({ block }) => block.translatedFrom ?? []);
  return Object.fromEntries(tags.map((tag) => [tag, translatedFromLabel(tag, document.lang)]));
}
