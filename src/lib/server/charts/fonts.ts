import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Blob, Face, Font, type SvgPathCommand } from 'harfbuzzjs';

/** One font file, opened for shaping; outlines of glyphs are kept once they were asked for. */
export type Typeface = {
  /** Unique among the typefaces opened together; ids of glyphs begin with it. */
  id: string;
  font: Font;
  unitsPerEm: number;
  covers: ReadonlySet<number>;
  outline: (glyph: number) => SvgPathCommand[];
};

/** Typefaces by weight, in the order they are asked whether they have a character. */
export type OutlineFonts = { regular: Typeface[]; bold: Typeface[] };

/**
 * Opens font files (static TrueType or OpenType).
 * @param files contents of the files by weight, most wanted first
 */
export function openFonts(files: { regular: Uint8Array[]; bold: Uint8Array[] }): OutlineFonts {
  return {
    regular: files.regular.map((file, index) => open(file, `r${index}`)),
    bold: files.bold.map((file, index) => open(file, `b${index}`)),
  };
}

let noto: OutlineFonts | undefined;

/** Noto Sans and Noto Sans Bengali, as the documents use them; opened at the first call. */
export function notoFonts(): OutlineFonts {
  noto ??= openFonts({
    regular: [
      fontFile('noto-sans/400Regular/NotoSans_400Regular.ttf'),
      fontFile('noto-sans-bengali/400Regular/NotoSansBengali_400Regular.ttf'),
    ],
    bold: [
      fontFile('noto-sans/700Bold/NotoSans_700Bold.ttf'),
      fontFile('noto-sans-bengali/700Bold/NotoSansBengali_700Bold.ttf'),
    ],
  });
  return noto;
}

function fontFile(path: string): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/${path}`));
}

function open(file: Uint8Array, id: string): Typeface {
  const face = new Face(new Blob(file));
  const font = new Font(face);
  const outlines = new Map<number, SvgPathCommand[]>();
  return {
    id,
    font,
    unitsPerEm: face.upem,
    covers: new Set(face.collectUnicodes()),
    outline: (glyph) => {
      const known = outlines.get(glyph);
      if (known) return known;
      const commands = font.glyphToJson(glyph);
      outlines.set(glyph, commands);
      return commands;
    },
  };
}
