import { decoded, type Attributes, type Token } from './svg-tags.ts';

/** What words inherit from the elements around them. */
export type TextStyle = { size: number; bold: boolean; anchor: 'start' | 'middle' | 'end' };

/** Words of one style inside a text element. `x` and `y` are absolute and begin a new chunk; `dx`, `dy` move on. */
export type TextPiece = {
  words: string;
  style: TextStyle;
  x: number | null;
  y: number | null;
  dx: number;
  dy: number;
  /** Attributes that a path can carry as well: colours, strokes. */
  paint: Attributes;
};

const textual =
  /^(x|y|dx|dy|font-.*|text-.*|letter-spacing|word-spacing|dominant-baseline|alignment-baseline|class|style)$/u;

export const plainStyle: TextStyle = { size: 16, bold: false, anchor: 'start' };

/** The style inside an element. */
export function styleInside(outer: TextStyle, attributes: Attributes): TextStyle {
  const size = Number.parseFloat(attributes.get('font-size') ?? '');
  const weight = attributes.get('font-weight');
  const anchor = attributes.get('text-anchor');
  return {
    size: Number.isNaN(size) ? outer.size : size,
    bold: weight === undefined ? outer.bold : weight === 'bold' || Number(weight) >= 600,
    anchor: anchor === 'start' || anchor === 'middle' || anchor === 'end' ? anchor : outer.anchor,
  };
}

/** The attributes of an element that its outline keeps. */
export function paintOf(attributes: Attributes): Attributes {
  return new Map([...attributes].filter(([name]) => !textual.test(name)));
}

type Level = { style: TextStyle; paint: Attributes };

/**
 * The pieces of one text element. White space is drawn together as SVG does; the words of a `title` are not text.
 * @param tokens from the opening tag of the text element to its closing tag
 */
export function piecesOf(tokens: readonly Token[], outer: TextStyle): TextPiece[] {
  const bottom: Level = { style: outer, paint: new Map() };
  const levels: Level[] = [];
  const pieces: TextPiece[] = [];
  let moves: Attributes[] = [];
  for (const token of spoken(tokens)) {
    const level = levels.at(-1) ?? bottom;
    if (token.kind === 'words') {
      pieces.push({ words: decoded(token.source), ...level, ...moved(moves, level.style.size) });
      moves = [];
    } else if (token.kind === 'close') {
      levels.pop();
    } else if (!token.empty) {
      // The text element itself keeps its paint for the group around its outlines.
      const paint = levels.length === 0 ? bottom.paint : paintOf(token.attributes);
      levels.push({ style: styleInside(level.style, token.attributes), paint });
      moves.push(token.attributes);
    }
  }
  return drawnTogether(pieces);
}

/** Without titles and descriptions. */
function spoken(tokens: readonly Token[]): Token[] {
  let silent = 0;
  return tokens.filter((token) => {
    const isSilent = token.kind !== 'words' && (token.name === 'title' || token.name === 'desc');
    if (isSilent) silent += token.kind === 'open' ? 1 : -1;
    return !isSilent && silent === 0;
  });
}

/** What the elements opened since the last words say of the place: the inner one has the last word. */
function moved(moves: readonly Attributes[], size: number): Pick<TextPiece, 'x' | 'y' | 'dx' | 'dy'> {
  const last = (name: string) =>
    moves.map((attributes) => attributes.get(name)).findLast((value) => value !== undefined);
  const sum = (name: string) =>
    moves.reduce((total, attributes) => total + (lengthOf(attributes.get(name), size) ?? 0), 0);
  return { x: lengthOf(last('x'), size), y: lengthOf(last('y'), size), dx: sum('dx'), dy: sum('dy') };
}

function lengthOf(value: string | undefined, size: number): number | null {
  const number = Number.parseFloat(value ?? '');
  if (Number.isNaN(number)) return null;
  return value?.trim().endsWith('em') ? number * size : number;
}

/** One space for any white space, none at the beginning, at the end, or after another. */
function drawnTogether(pieces: TextPiece[]): TextPiece[] {
  let afterSpace = true;
  const joined = pieces.map((piece) => {
    let words = piece.words.replace(/[ \t\r\n]+/gu, ' ');
    if (afterSpace) words = words.replace(/^ /u, '');
    if (words !== '') afterSpace = words.endsWith(' ');
    return { ...piece, words };
  });
  const last = joined.findLast(({ words }) => words !== '');
  if (last) last.words = last.words.replace(/ $/u, '');
  return joined;
}
