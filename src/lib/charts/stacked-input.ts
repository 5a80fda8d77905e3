import type { Lang } from '#lib/i18n/lang.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type { Tone } from './palette.ts';

/** A status that parts are counted by; the order of the keys is the order in every bar. */
export type StackKey = { key: string; label: string; tone: StatusTone };

/** What is counted, with the number of parts by key; a key left out counts none. */
export type StackRow = { label: string; href?: string; counts: Readonly<Record<string, number>> };

export type StackedBarInput = {
  lang: Lang;
  keys: readonly StackKey[];
  rows: readonly StackRow[];
  /** Every bar equally long, so that shares compare; otherwise lengths are counts. */
  shares?: boolean;
};

/** How a part is filled, what is written on it, and its outline. */
export type Filling = { fill: Tone | 'hatch'; ink: Tone; outline: Tone | null };

/** Full where something is settled, an outline where it is planned, hatched where nobody has reported. */
export const fillings: Record<StatusTone, Filling> = {
  done: { fill: 'leaf', ink: 'paper', outline: null },
  current: { fill: 'river', ink: 'paper', outline: null },
  late: { fill: 'brick', ink: 'paper', outline: null },
  planned: { fill: 'least', ink: 'ink', outline: 'edge' },
  proposed: { fill: 'paper', ink: 'marigoldInk', outline: 'marigold' },
  notReported: { fill: 'hatch', ink: 'ink', outline: 'edge' },
  withdrawn: { fill: 'mist', ink: 'paper', outline: null },
};
