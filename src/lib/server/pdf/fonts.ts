import { readFileSync } from 'node:fs';
import path from 'node:path';

/*
 * The faces printed documents are set in: static TrueType files, one per weight, because Typst reads neither
 * variable fonts nor woff2. Serif for reading, sans for labels, each with its Bengali companion.
 */
const families = ['noto-serif', 'noto-serif-bengali', 'noto-sans', 'noto-sans-bengali'] as const;
const weights = ['400Regular', '600SemiBold'] as const;

/** "noto-serif-bengali" is NotoSerifBengali in file names. */
function fileName(family: string, weight: string): string {
  const camel = family.replace(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
  return `${camel}_${weight}.ttf`;
}

/** Where the font files are; `root` is the folder that holds node_modules. */
export function fontFiles(root: string): string[] {
  return families.flatMap((family) =>
    weights.map((weight) =>
      path.join(root, 'node_modules/@expo-google-fonts', family, weight, fileName(family, weight)),
    ),
  );
}

/** The sans face with Bangla letters, regular and bold, for files that carry their own. */
export function readBangla(root: string): { regular: Buffer; bold: Buffer } {
  const [regular, bold] = fontFiles(root)
    .filter((file) => file.includes('NotoSansBengali'))
    .map((file) => readFileSync(file));
  if (!regular || !bold) throw new Error('the Bangla face is missing');
  return { regular, bold };
}

/** The font files, read. Throws when one is missing: a printed page in a chance system font is worse than none. */
export function readFonts(root: string): Buffer[] {
  return fontFiles(root).map((file) => readFileSync(file));
}
