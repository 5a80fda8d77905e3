/**
 * Makes text that enters the product uniform: Unicode NFC, no control characters, no bidirectional
 * overrides, zero-width joiners only inside a word, single spaces, trimmed.
 * Bangla letters such as য় have two encodings; after this there is one, so that search and sorting agree.
 */
export function cleanLine(raw: string): string {
  return cleanText(raw).replace(/\s+/gu, ' ').trim();
}

/** As cleanLine, but keeps paragraphs: lines are kept, three or more line breaks become two. */
export function cleanText(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF\u200B]/gu, '')
    .replace(/[\u200C\u200D]+/gu, keepInsideWords)
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

/** Joiners shape letters inside a word; at its edges they are stray. Looks at the two neighbours of a run only. */
function keepInsideWords(run: string, at: number, whole: string): string {
  const isEdge = (neighbour: string | undefined) => neighbour === undefined || /[\s\p{P}]/u.test(neighbour);
  return isEdge(whole[at - 1]) || isEdge(whole[at + run.length]) ? '' : run;
}
