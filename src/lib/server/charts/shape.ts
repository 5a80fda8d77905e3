import { Buffer, shape } from 'harfbuzzjs';
import { ExpectedError } from '#lib/errors.ts';
import type { Typeface } from './fonts.ts';

/** A glyph on its baseline, in units of the font size (em), y upwards. */
export type PlacedGlyph = { face: Typeface; glyph: number; x: number; y: number };
export type ShapedText = { glyphs: PlacedGlyph[]; advance: number };

type Run = { face: Typeface; text: string };

/** Belongs to whatever stands before it: marks, joiners, digits, spaces, punctuation. */
const neutral = /^[\p{M}\p{N}\p{P}\p{S}\p{Z}\u200C\u200D]$/u;
const bengali = /\p{Script=Bengali}/u;

/**
 * Turns a line of text into placed glyphs, each run of a script in the first typeface that has its characters.
 * @throws ExpectedError `chart.glyph_missing` for a character that no typeface has
 */
export function shapeText(text: string, faces: readonly Typeface[]): ShapedText {
  const glyphs: PlacedGlyph[] = [];
  let advance = 0;
  for (const run of runsOf(text, faces)) {
    const { unitsPerEm } = run.face;
    for (const { glyph, dx, dy, step } of shapeRun(run)) {
      glyphs.push({ face: run.face, glyph, x: advance + dx / unitsPerEm, y: dy / unitsPerEm });
      advance += step / unitsPerEm;
    }
  }
  return { glyphs, advance };
}

function runsOf(text: string, faces: readonly Typeface[]): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const codePoint = character.codePointAt(0) ?? 0;
    if (last && neutral.test(character) && last.face.covers.has(codePoint)) {
      last.text += character;
      continue;
    }
    const face = faces.find(({ covers }) => covers.has(codePoint));
    if (!face) throw new ExpectedError('chart.glyph_missing', 422, { character, text });
    if (last?.face === face) last.text += character;
    else runs.push({ face, text: character });
  }
  return runs;
}

function shapeRun({ face, text }: Run): { glyph: number; dx: number; dy: number; step: number }[] {
  const buffer = new Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setLanguage(bengali.test(text) ? 'bn' : 'en');
  shape(face.font, buffer);
  const positions = buffer.getGlyphPositions();
  return buffer.getGlyphInfos().map(({ codepoint }, index) => {
    const { xOffset = 0, yOffset = 0, xAdvance = 0 } = positions[index] ?? {};
    return { glyph: codepoint, dx: xOffset, dy: yOffset, step: xAdvance };
  });
}
