import type { OutlineFonts, Typeface } from './fonts.ts';
import { shapeText, type ShapedText } from './shape.ts';
import { tokensOf, type Attributes, type Token } from './svg-tags.ts';
import { paintOf, piecesOf, plainStyle, styleInside, type TextPiece, type TextStyle } from './text-pieces.ts';

/**
 * Replaces the text of an SVG by the outlines of its letters, so that it looks the same wherever it is drawn: Typst and
 * resvg set Bangla text inside an SVG wrongly. Understands x, y, dx, dy, font-size, font-weight (600 and more is bold),
 * text-anchor and white space as charts use them; everything else of the SVG stays as it is.
 * @throws ExpectedError `chart.glyph_missing` for a character that no font has
 */
export function outlineText(svg: string, fonts: OutlineFonts): string {
  const tokens = tokensOf(svg);
  const styles: TextStyle[] = [plainStyle];
  let result = '';
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const style = styles.at(-1) ?? plainStyle;
    if (token.kind === 'open' && token.name === 'text') {
      const end = token.empty ? index : closingTag(tokens, index);
      result += outlined(token.attributes, piecesOf(tokens.slice(index, end + 1), style), fonts);
      index = end;
      continue;
    }
    if (token.kind === 'open' && !token.empty) styles.push(styleInside(style, token.attributes));
    if (token.kind === 'close') styles.pop();
    result += token.source;
  }
  return result;
}

function closingTag(tokens: readonly Token[], from: number): number {
  const end = tokens.findIndex(
    (token, index) => index > from && token.kind === 'close' && token.name === 'text',
  );
  return end === -1 ? tokens.length - 1 : end;
}

type ShapedPiece = TextPiece & { shaped: ShapedText; width: number };

function outlined(attributes: Attributes, pieces: readonly TextPiece[], fonts: OutlineFonts): string {
  const shaped = pieces.map((piece) => {
    const text = shapeText(piece.words, piece.style.bold ? fonts.bold : fonts.regular);
    return { ...piece, shaped: text, width: text.advance * piece.style.size };
  });
  const paths = placed(shaped).map(({ piece, x, y }) => {
    const data = pathData(piece.shaped, { x, y, size: piece.style.size });
    return data === '' ? '' : `<path${written(piece.paint)} d="${data}"/>`;
  });
  const group = written(paintOf(attributes));
  return group === '' ? paths.join('') : `<g${group}>${paths.join('')}</g>`;
}

/** Where each piece begins: a chunk begins at an absolute place and is anchored as a whole. */
function placed(pieces: readonly ShapedPiece[]): { piece: ShapedPiece; x: number; y: number }[] {
  let [x, y] = [0, 0];
  return pieces.map((piece, index) => {
    if (index === 0 || piece.x !== null || piece.y !== null) {
      x = (piece.x ?? x) - anchorShift(pieces, index);
      y = piece.y ?? y;
    }
    const at = { piece, x: x + piece.dx, y: y + piece.dy };
    [x, y] = [at.x + piece.width, at.y];
    return at;
  });
}

const anchorShare = { start: 0, middle: 0.5, end: 1 };

function anchorShift(pieces: readonly ShapedPiece[], from: number): number {
  const next = pieces.findIndex((piece, index) => index > from && (piece.x !== null || piece.y !== null));
  const chunk = pieces.slice(from, next === -1 ? undefined : next);
  const width = chunk.reduce((sum, piece) => sum + piece.width, 0);
  return width * anchorShare[pieces[from]?.style.anchor ?? 'start'];
}

function pathData({ glyphs }: ShapedText, at: { x: number; y: number; size: number }): string {
  return glyphs
    .map(({ face, glyph, x, y }) =>
      glyphPath(face, glyph, { x: at.x + x * at.size, y: at.y - y * at.size }, at.size),
    )
    .join('');
}

function glyphPath(face: Typeface, glyph: number, origin: { x: number; y: number }, size: number): string {
  const scale = size / face.unitsPerEm;
  const place = (value: number, index: number) =>
    hundredth(index % 2 === 0 ? origin.x + value * scale : origin.y - value * scale);
  return face
    .outline(glyph)
    .map(({ type, values }) => type + values.map(place).join(' '))
    .join('');
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

function written(attributes: Attributes): string {
  return [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
}
