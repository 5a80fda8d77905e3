import { centred, gap, tenth, type Sheet, type TextBlock } from './sheet.ts';
import { widestOf } from './text-width.ts';

export type Anchor = 'start' | 'middle' | 'end';
export type Box = { left: number; right: number; top: number; bottom: number };
/** `leader` is the path of a thin line from the mark to a note that stands away from it; empty otherwise. */
export type PlacedText = TextBlock & { anchor: Anchor; leader: string };

type Place = { dx: -1 | 0 | 1; dy: -1 | 0 | 1 };

/** Left first: time runs to the right, and what is worth a note is mostly new. */
const places: readonly Place[] = [
  { dx: -1, dy: 0 },
  { dx: -1, dy: -1 },
  { dx: 1, dy: 0 },
  { dx: 0, dy: -1 },
  { dx: 0, dy: 1 },
  { dx: 1, dy: -1 },
  { dx: -1, dy: 1 },
  { dx: 1, dy: 1 },
];
/** How far beside the mark a note may stand. */
const distances = [2.1, 4, 6, 9].map((times) => times * gap);
const anchors: Record<-1 | 0 | 1, Anchor> = { '-1': 'end', 0: 'middle', 1: 'start' };

/** Lines that a note must keep clear of, each as its corner points. */
export type Obstacles = readonly (readonly { x: number; y: number }[])[];

/**
 * Finds the place beside a mark where a note covers least of the lines around it.
 * @param room the box the note should stay in
 */
export function placeNote(
  mark: { x: number; y: number; lines: string[] },
  obstacles: Obstacles,
  room: Box,
  sheet: Sheet,
): PlacedText {
  const height = mark.lines.length * sheet.leading;
  const width = widestOf(mark.lines, sheet.font);
  const candidates = distances.flatMap((distance) =>
    places.map(({ dx, dy }) => {
      const x = mark.x + dx * distance;
      const middle = mark.y + dy * (height / 2 + gap * 1.4);
      const left = dx < 0 ? x - width : dx > 0 ? x : x - width / 2;
      const box = { left, right: left + width, top: middle - height / 2, bottom: middle + height / 2 };
      const away = distance > gap * 3 && dx !== 0;
      // To the middle of the line of text that is nearest to the mark.
      const nearest = dy === 0 ? mark.y : middle - (dy * (height - sheet.leading)) / 2;
      const leader = away
        ? `M${tenth(mark.x + 7 * dx)} ${mark.y}L${tenth(x - 3 * dx)} ${tenth(nearest)}`
        : '';
      const text = { ...centred(mark.lines, x, middle, sheet), anchor: anchors[dx], leader };
      return { text, cost: covered(box, obstacles) + 100 * outside(box, room) + distance * 0.5 };
    }),
  );
  const best = candidates.reduce((a, b) => (b.cost < a.cost ? b : a));
  return best.text;
}

const sampleStep = 4;

/** How much of the lines runs through a box, in units of length. */
function covered(box: Box, lines: Obstacles): number {
  let inside = 0;
  for (const points of lines) {
    points.slice(1).forEach((to, index) => {
      const from = points[index] ?? to;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      const steps = Math.max(1, Math.round(length / sampleStep));
      for (let i = 0; i <= steps; i += 1) {
        const at = { x: from.x + ((to.x - from.x) * i) / steps, y: from.y + ((to.y - from.y) * i) / steps };
        if (contains(box, at)) inside += length / steps;
      }
    });
  }
  return inside;
}

function contains({ left, right, top, bottom }: Box, { x, y }: { x: number; y: number }): boolean {
  return x >= left - 2 && x <= right + 2 && y >= top && y <= bottom;
}

/** By how much a box sticks out of the room. */
function outside(box: Box, room: Box): number {
  return (
    Math.max(0, room.left - box.left) +
    Math.max(0, box.right - room.right) +
    Math.max(0, room.top - box.top) +
    Math.max(0, box.bottom - room.bottom)
  );
}
