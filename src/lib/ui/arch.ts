/** The box an arch is drawn in, in units of its SVG. `inset` keeps strokes inside above and below, `side` at the feet. */
export type ArchBox = { width: number; height: number; inset: number; side: number };
export type Point = { x: number; y: number };

const round = (value: number) => Math.round(value * 100) / 100;

/** Feet and control point of the arch: a parabola (quadratic Bézier) whose crown touches the upper inset. */
function controls({ width, height, inset, side }: ArchBox): [Point, Point, Point] {
  const foot = height - inset;
  return [
    { x: side, y: foot },
    { x: width / 2, y: 2 * inset - foot },
    { x: width - side, y: foot },
  ];
}

/** The polar form of the curve; `blossom(box, t, t)` is its point at share `t` (0 left foot, 1 right foot). */
function blossom(box: ArchBox, a: number, b: number): Point {
  const [left, top, right] = controls(box);
  const mix = (l: number, m: number, r: number) =>
    round((1 - a) * (1 - b) * l + (a * (1 - b) + b * (1 - a)) * m + a * b * r);
  return { x: mix(left.x, top.x, right.x), y: mix(left.y, top.y, right.y) };
}

/** The point on the arch at share `t` of the way. */
export function archPoint(box: ArchBox, t: number): Point {
  return blossom(box, t, t);
}

/** SVG path data of the arch between two shares of the way (0 to 1). */
export function archPath(box: ArchBox, from: number, to: number): string {
  const [start, control, end] = [blossom(box, from, from), blossom(box, from, to), blossom(box, to, to)];
  return `M${start.x} ${start.y}Q${control.x} ${control.y} ${end.x} ${end.y}`;
}

/** How far along the arch `reached` of `total` stages stand: the first stage is the left foot, the last the right. */
export function archShare(reached: number, total: number): number {
  if (total < 2) return reached > 0 ? 1 : 0;
  return Math.min(Math.max((reached - 1) / (total - 1), 0), 1);
}
