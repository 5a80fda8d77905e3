/**
 * Colours as they are written into a drawing: readable on paper and on a white page. On a dark screen ChartSvg.svelte
 * turns each into the second one of `darkTones`.
 */
export const tones = {
  paper: '#fbfaf6',
  ink: '#1c2427',
  soft: '#4e595e',
  river: '#0d5560',
  marigold: '#b86a12',
  /** Marigold for words: dark enough to read. */
  marigoldInk: '#854a08',
  brick: '#a5332a',
  leaf: '#2e6b3f',
  mist: '#5f696e',
  hair: '#dbd7ca',
  edge: '#7d868a',
  /** Five classes from little to much; the first three carry ink, the last two carry paper. */
  least: '#d9e6e9',
  little: '#b3d0d5',
  middle: '#7eb1b9',
  much: '#357783',
  most: '#0e5661',
} as const;

export type Tone = keyof typeof tones;

export const darkTones: Record<Tone, string> = {
  paper: '#12191b',
  ink: '#e8ebe8',
  soft: '#aab4b6',
  river: '#6cc3cd',
  marigold: '#e0a04c',
  marigoldInk: '#e6ad63',
  brick: '#f09a90',
  leaf: '#8bcb9a',
  mist: '#9ca7ab',
  hair: '#2d3b3f',
  edge: '#7d898d',
  least: '#1d363b',
  little: '#25505a',
  middle: '#2e6b74',
  much: '#57a3ad',
  most: '#93dbe3',
};

/** The steps of a sequential scale, by number of classes. */
const ramps: Record<number, readonly Tone[]> = {
  1: ['middle'],
  2: ['little', 'most'],
  3: ['least', 'middle', 'most'],
  4: ['least', 'little', 'middle', 'most'],
  5: ['least', 'little', 'middle', 'much', 'most'],
};

/** Tones of `count` classes (1 to 5), from little to much. */
export function ramp(count: number): readonly Tone[] {
  return ramps[Math.min(Math.max(Math.round(count), 1), 5)] ?? [];
}

/** The tone of text that stands on a class of the ramp. */
export function inkOn(tone: Tone): 'ink' | 'paper' {
  return tone === 'much' || tone === 'most' ? 'paper' : 'ink';
}
