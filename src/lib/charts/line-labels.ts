import { dodge } from './dodge.ts';
import { written, type Frame, type LabelRoom } from './frame.ts';
import type { Level, LineChartInput, LineSeries } from './line-input.ts';
import type { SeriesMarks } from './line-marks.ts';
import type { Tone } from './palette.ts';
import { baselineShift, gap, tenth, type Sheet } from './sheet.ts';
import { textWidth, wrap } from './text-width.ts';

/** A line of a label: words, then a value in bold. */
export type LabelLine = { words: string; value: string };
/** A label right of a line; `leader` joins it to its line where it had to move. */
export type LineLabel = { x: number; y: number; lines: LabelLine[]; tone: Tone; leader: string };

type Label = { lines: LabelLine[]; width: number };

/** Share of the sheet a label may be wide. */
const widest: Record<Sheet['size'], number> = { narrow: 0.26, wide: 0.25 };
const dotRoom = gap * 1.9;

export const levelTone: Record<Level['kind'], Tone> = { target: 'marigoldInk', baseline: 'soft' };

/** What is written at the end of a line: its name and its last value. */
export function seriesLabel({ name = '', points }: LineSeries, input: LineChartInput, sheet: Sheet): Label {
  const known = points.flatMap(({ period, value }) => (value === null ? [] : [{ period, value }]));
  const last = known.reduce<(typeof known)[number] | null>(
    (a, b) => (a && a.period > b.period ? a : b),
    null,
  );
  return label(name, last ? written(last.value, input) : '', sheet);
}

/** What is written at the end of a level: its label and its value. */
export function levelLabel(level: Level, input: LineChartInput, sheet: Sheet): Label {
  return label(level.label, written(level.value, input), sheet);
}

/** The free width right of the last values and right of the axis that these labels need. */
export function labelRoom(series: readonly Label[], levels: readonly Label[]): LabelRoom {
  const room = (labels: readonly Label[]) =>
    Math.ceil(Math.max(gap, ...labels.map(({ width }) => width + dotRoom)));
  return { series: room(series), levels: room(levels) };
}

function label(words: string, value: string, sheet: Sheet): Label {
  const limit = sheet.width * widest[sheet.size];
  const lines = (words === '' ? [] : wrap(words, limit, sheet.font)).map((line) => ({
    words: line,
    value: '',
  }));
  const last = lines.at(-1);
  const beside =
    last && textWidth(`${last.words} `, sheet.font) + textWidth(value, sheet.font, true) <= limit;
  if (beside) last.value = value;
  else if (value !== '') lines.push({ words: '', value });
  return { lines, width: Math.max(0, ...lines.map((line) => widthOf(line, sheet.font))) };
}

function widthOf({ words, value }: LabelLine, font: number): number {
  const space = words && value ? ' ' : '';
  return textWidth(words + space, font) + textWidth(value, font, true);
}

type Placed = { label: Label; tone: Tone; from: { x: number; y: number }; at: number; x: number };

/**
 * Stands labels right of where their lines end, moved apart where they would cover one another. Lines that end before
 * the others are labelled beside the last ones, with a leader.
 */
export function placeLabels(
  series: readonly { marks: SeriesMarks; label: Label }[],
  levels: readonly { level: Level; label: Label }[],
  frame: Frame,
): LineLabel[] {
  const { plot } = frame;
  const x = frame.x(frame.lastTime) + dotRoom;
  const sides = levels.map(({ level, label: text }): Placed => {
    const from = { x: plot.right, y: frame.y(level.value) };
    return { label: text, tone: levelTone[level.kind], from, at: from.y, x: plot.right + dotRoom };
  });
  // Levels run on behind the labels when the axis goes beyond the last values.
  const behind = x < plot.right ? sides.map(({ at }) => at) : [];
  const ends = series.flatMap(({ marks, label: text }): Placed[] => {
    if (!marks.last || text.lines.length === 0) return [];
    const at = clearOf(behind, marks.last.y, (text.lines.length * frame.sheet.leading) / 2);
    return [{ label: text, tone: marks.quiet ? 'soft' : inkOf(marks.tone), from: marks.last, at, x }];
  });
  const reach = Math.max(0, ...ends.map(({ label: { width } }) => x + width));
  const columns = reach > plot.right ? [[...ends, ...sides]] : [ends, sides];
  return columns.flatMap((column) => stand(column, frame));
}

/** Moves the middle of a label, `half` high on either side, off lines that run behind it. */
function clearOf(lines: readonly number[], at: number, half: number): number {
  const line = lines.find((y) => Math.abs(y - at) < half);
  if (line === undefined) return at;
  return at < line ? line - half : line + half;
}

function stand(column: Placed[], { plot, sheet }: Frame): LineLabel[] {
  const wishes = column.map(({ label: { lines }, at }) => ({ at, height: lines.length * sheet.leading }));
  const middles = dodge(wishes, 0, plot.bottom + sheet.leading / 2);
  return column.map(({ label: { lines }, tone, from, at, x }, index) => {
    const middle = tenth(middles[index] ?? at);
    const first = middle - ((lines.length - 1) * sheet.leading) / 2 + baselineShift(sheet.font);
    return { x: tenth(x), y: tenth(first), lines, tone, leader: leader(from, x, middle) };
  });
}

/** A thin line from the end of a line to its label, when they do not stand side by side anyway. */
function leader(from: { x: number; y: number }, x: number, middle: number): string {
  const isBeside = Math.abs(middle - from.y) < gap && x - from.x < 2 * dotRoom;
  return isBeside ? '' : `M${tenth(from.x + gap * 0.7)} ${from.y}L${tenth(x - 2)} ${middle}`;
}

function inkOf(tone: Tone): Tone {
  return tone === 'marigold' ? 'marigoldInk' : tone;
}
