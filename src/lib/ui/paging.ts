/** A list cut into pages: `first` and `last` are the numbers of its first and last entry shown (1-based). */
export type PageOfList = { page: number; pages: number; first: number; last: number };

/** Which entries stand on a page. A page beyond the list is its last one. */
export function pageOfList(page: number, size: number, total: number): PageOfList {
  const pages = Math.max(1, Math.ceil(total / size));
  const shown = Math.min(Math.max(1, page), pages);
  return {
    page: shown,
    pages,
    first: total === 0 ? 0 : (shown - 1) * size + 1,
    last: Math.min(shown * size, total),
  };
}

/** The page numbers worth linking: the ends, the current page and its neighbours; null stands for a gap. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  return sorted.flatMap((n, index) => {
    const before = sorted[index - 1] ?? n - 1;
    if (n - before === 2) return [n - 1, n];
    return n - before > 2 ? [null, n] : [n];
  });
}
