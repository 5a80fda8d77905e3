/** Address of a story inside the page of its document. */
export function storyAnchor(key: string): string {
  return `story-${key}`;
}

/** Address of a source under a story; the marks in its text lead there. */
export function sourceAnchor(key: string, number: number): string {
  return `source-${key}-${number}`;
}
