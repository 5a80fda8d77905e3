/** A place in a resolution: "paragraph 17 (a)" is paragraph 17, point a; null when it is written otherwise. */
export function paragraphOf(locator: string): { paragraph: number; point: string } | null {
  const found = /^paragraph (\d+)(?: \(([a-z])\))?$/u.exec(locator);
  return found ? { paragraph: Number(found[1]), point: found[2] ?? '' } : null;
}
