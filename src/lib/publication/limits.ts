/** How long a text may be, in characters of the text as printed. What is longer is a problem, never cut silently. */
export const limits = {
  title: 160,
  line: 240,
  headline: 160,
  label: 160,
  cell: 400,
  alt: 600,
  caption: 600,
  quotation: 1200,
  paragraph: 4000,
  /** One value taken from a record. */
  value: 2000,
  /** A whole document, all its texts together; a review report of 80 pages has about a quarter of it. */
  document: 1_000_000,
} as const;

export type LimitName = Exclude<keyof typeof limits, 'value' | 'document'>;
