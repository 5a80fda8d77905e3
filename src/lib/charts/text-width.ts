/**
 * Advance widths in em, rounded up, of Noto Sans and Noto Sans Bengali regular. Charts are laid out on the server for
 * fonts nobody knows; these two are wider than what most systems have, so labels err on the airy side.
 */
const table: readonly [em: number, characters: string][] = [
  [0, '\u09BC\u0981\u09C1\u09C2\u09C3\u09C4\u09CD\u09E2\u09E3\u200C\u200D'],
  [0.25, " 'ijl’\u00A0\u2009\u202F"],
  [0.3, '!(),.:;J`·‘\u09BE\u09BF\u09C0\u09D7'],
  [0.35, '-I[]ft“”\u09C7\u09C8'],
  [0.4, '"/\\r{}।'],
  [0.45, '?_ংঃ'],
  [0.5, 'csvyz–'],
  [0.55, '*EFLSTaekx|ইচটঠঢদহৎ'],
  [0.65, '#ABCKRhnuখগঘণথযষস\u09CB\u09CC'],
  [0.7, 'ঈউঙডতভশ'],
  [0.75, '&DGHNUএওপল'],
  [0.8, 'OQw…ঊকঝ'],
  [0.9, '%@Mঅঋঔঐজফ'],
  [1, 'Wm—ঞ'],
  [1.15, 'আ'],
];

/** Digits and most other letters. */
const usual = 0.6;
const boldness = 1.06;
/** Some conjuncts are wider than their first letter; better a little air than two words that touch. */
const airy = 1.04;
const virama = '\u09CD';
/** What a letter below or behind another adds: only the ya-phala stands beside its letter. */
const yaPhala = 0.3;

const widths = new Map(
  table.flatMap(([em, characters]) => Array.from(characters, (character) => [character, em] as const)),
);

/**
 * About how wide a line of text is drawn, in the unit of `size`; seldom too little.
 * @param size font size
 */
export function textWidth(text: string, size: number, bold = false): number {
  let em = 0;
  let before = '';
  for (const character of text) {
    if (before === virama) em += character === 'য' ? yaPhala : 0;
    else em += widths.get(character) ?? usual;
    before = character;
  }
  return em * size * airy * (bold ? boldness : 1);
}

/** The widest of several lines; 0 when there is none. */
export function widestOf(lines: readonly string[], size: number, bold = false): number {
  return Math.max(0, ...lines.map((line) => textWidth(line, size, bold)));
}

/** Breaks a text at its spaces into lines no wider than `width`; a word that is wider stands alone and whole. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/u)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** As wrap, with lines of about the same length: as narrow as the number of lines allows, so no word ends up alone. */
export function wrapEvenly(text: string, width: number, size: number): string[] {
  const count = wrap(text, width, size).length;
  let [tooNarrow, enough] = [0, width];
  while (enough - tooNarrow > size / 2) {
    const middle = (tooNarrow + enough) / 2;
    if (wrap(text, middle, size).length > count) tooNarrow = middle;
    else enough = middle;
  }
  return wrap(text, enough, size);
}
