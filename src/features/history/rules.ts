/** A stretch of a text: in both versions, only in the old one, or only in the new one. */
export type Part = { text: string; what: 'same' | 'out' | 'in' };

/** Texts longer than this are shown whole, old and new: comparing them word by word says nothing to a reader. */
const mostWords = 800;

/** What changed between two texts, word by word. Joined without the parts that are out, it is the new text. */
export function wordDifference(before: string, after: string): Part[] {
  const [a, b] = [words(before), words(after)];
  if (a.length > mostWords || b.length > mostWords) return joined([...outs(a), ...ins(b)]);
  const start = commonStart(a, b);
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const end = commonStart(restA.toReversed(), restB.toReversed());
  const middle = compared(restA.slice(0, restA.length - end), restB.slice(0, restB.length - end));
  const same = (list: string[]) => list.map((text): Part => ({ text, what: 'same' }));
  return joined([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]);
}

/** Figures with their points, dates and times are one word: 7.7 does not become 7.6 by a digit. */
const words = (text: string) =>
  text.match(
    /\s+|\p{N}+(?:[.,:/-]\p{N}+)+|[\p{L}\p{M}\p{N}\u200C\u200D]+|[^\s\p{L}\p{M}\p{N}\u200C\u200D]+/gu,
  ) ?? [];
const outs = (list: readonly string[]) => list.map((text): Part => ({ text, what: 'out' }));
const ins = (list: readonly string[]) => list.map((text): Part => ({ text, what: 'in' }));

function commonStart(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((word, index) => word !== b[index]);
  return at < 0 ? Math.min(a.length, b.length) : at;
}

/** By the longest common subsequence: `lengths[i][j]` is how long it is from word i of the old and j of the new. */
function compared(a: readonly string[], b: readonly string[]): Part[] {
  const lengths = lengthsOf(a, b);
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [old = '', made = ''] = [a[i], b[j]];
    const what = old === made ? 'same' : at(i + 1, j) >= at(i, j + 1) ? 'out' : 'in';
    parts.push({ text: what === 'in' ? made : old, what });
    if (what !== 'in') i += 1;
    if (what !== 'out') j += 1;
  }
  return [...parts, ...outs(a.slice(i)), ...ins(b.slice(j))];
}

function lengthsOf(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, next] = [lengths[i], lengths[i + 1]];
    for (let j = b.length - 1; row && next && j >= 0; j -= 1)
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
  }
  return lengths;
}

/** Neighbours of one sort as one part; what went out stands before what came in. */
function joined(parts: readonly Part[]): Part[] {
  const made: Part[] = [];
  for (const part of parts) {
    const last = made.at(-1);
    if (last?.what === part.what) last.text += part.text;
    else made.push({ ...part });
  }
  return made.filter(({ text }) => text !== '');
}
