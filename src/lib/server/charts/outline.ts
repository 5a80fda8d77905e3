import type { SvgPathCommand } from 'harfbuzzjs';
import type { OutlineFonts } from './fonts.ts';
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
  const letters: Letters = { fonts, glyphs: new Map() };
  const styles: TextStyle[] = [plainStyle];
  let result = '';
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const style = styles.at(-1) ?? plainStyle;
    if (isText(token)) {
      const end = closingTag(tokens, index);
      result += outlined(token.attributes, piecesOf(tokens.slice(index, end + 1), style), letters);
      index = end;
    } else {
      follow(token, styles, style);
      result += token.source;
    }
  }
  const definitions = [...letters.glyphs].map(([id, data]) => `<path id="${id}" d="${data}"/>`).join('');
  return definitions === '' ? result : result.replace(/<svg[^>]*>/u, `$&<defs>${definitions}</defs>`);
}

function isText(token: Token): token is Extract<Token, { attributes: Attributes }> {
  return token.kind === 'open' && token.name === 'text';
}

/** Keeps the style of the open elements on a stack. */
function follow(token: Token, styles: TextStyle[], style: TextStyle): void {
  if (token.kind === 'open' && !token.empty) styles.push(styleInside(style, token.attributes));
  if (token.kind === 'close') styles.pop();
}

/** The index of the tag that closes the text element opened at `from`. */
function closingTag(tokens: readonly Token[], from: number): number {
  const opening = tokens[from];
  if (opening?.kind === 'open' && opening.empty) return from;
  const end = tokens.findIndex(
    (token, index) => index > from && token.kind === 'close' && token.name === 'text',
  );
  return end === -1 ? tokens.length - 1 : end;
}

/** The fonts, and the outlines used so far by id, in units of their font. */
type Letters = { fonts: OutlineFonts; glyphs: Map<string, string> };

type ShapedPiece = TextPiece & { shaped: ShapedText; width: number };

function outlined(attributes: Attributes, pieces: readonly TextPiece[], { fonts, glyphs }: Letters): string {
  const shaped = pieces.map((piece) => {
    const text = shapeText(piece.words, piece.style.bold ? fonts.bold : fonts.regular);
    return { ...piece, shaped: text, width: text.advance * piece.style.size };
  });
  const paint = paintOf(attributes);
  const drawn = placed(shaped).map(({ piece, x, y }) => {
    const at = { x, y, size: piece.style.size };
    // A stroke would be scaled with the glyph: words with a rim are drawn as one path in the units of the drawing.
    const isStroked = paint.has('stroke') || piece.paint.has('stroke');
    return isStroked ? pathOf(piece, at) : usesOf(piece, at, glyphs);
  });
  return wrapped('g', paint, drawn.join(''));
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

type At = { x: number; y: number; size: number };

/** Each glyph is defined once and used by a transformation: repeated letters cost next to nothing in a PDF. */
function usesOf({ shaped, paint }: ShapedPiece, at: At, glyphs: Map<string, string>): string {
  const uses = shaped.glyphs.flatMap(({ face, glyph, x, y }) => {
    const data = face.outline(glyph);
    if (data.length === 0) return [];
    const id = `${face.id}-${glyph}`;
    if (!glyphs.has(id))
      glyphs.set(
        id,
        dataOf(data, (value) => value),
      );
    const scale = Math.round((at.size / face.unitsPerEm) * 1e5) / 1e5;
    const place = `${hundredth(at.x + x * at.size)} ${hundredth(at.y - y * at.size)}`;
    return [`<use href="#${id}" transform="matrix(${scale} 0 0 ${-scale} ${place})"/>`];
  });
  return wrapped('g', paint, uses.join(''));
}

function pathOf({ shaped, paint }: ShapedPiece, at: At): string {
  const data = shaped.glyphs.map(({ face, glyph, x, y }) => {
    const scale = at.size / face.unitsPerEm;
    const [left, base] = [at.x + x * at.size, at.y - y * at.size];
    return dataOf(face.outline(glyph), (value, index) =>
      hundredth(index % 2 === 0 ? left + value * scale : base - value * scale),
    );
  });
  return `<path${written(paint)} d="${data.join('')}"/>`;
}

function dataOf(
  commands: readonly SvgPathCommand[],
  place: (value: number, index: number) => number,
): string {
  return commands.map(({ type, values }) => type + values.map(place).join(' ')).join('');
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

function wrapped(name: string, attributes: Attributes, content: string): string {
  return attributes.size === 0 || content === ''
    ? content
    : `<${name}${written(attributes)}>${content}</${name}>`;
}

function written(attributes: Attributes): string {
  return [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
}
