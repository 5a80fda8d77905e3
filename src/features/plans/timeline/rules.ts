import { scaleLinear } from 'd3-scale';
import type { Standing } from '#features/plans/server/queries.ts';
import { sheetFor, smaller, tenth, type Sheet, type Size } from '#lib/charts/sheet.ts';
import { widestOf } from '#lib/charts/text-width.ts';
import { firstDay, dayAfter, type PartialDate } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Translated } from '#lib/translated.ts';

/** An action on the timeline; its period is half-open, `depth` is how deep it stands in the chain. */
export type TimelineRow = {
  ref: string;
  title: Translated;
  depth: number;
  from: PartialDate | null;
  until: PartialDate | null;
  standing: Standing | null;
  milestones: { title: Translated; due: PartialDate; reached: PartialDate | null }[];
  waitsFor: { ref: string; title: Translated }[];
};

/** One bar: where it begins and ends; open ends fade out at the edge of the drawing. */
export type Bar = { x: number; width: number; isOpenStart: boolean; isOpenEnd: boolean };
export type Diamond = { x: number; isReached: boolean };
export type DrawnRow = { row: TimelineRow; y: number; label: string; bar: Bar | null; diamonds: Diamond[] };
export type TimelineDrawing = {
  width: number;
  height: number;
  sheet: Sheet;
  /** Height of a bar. */
  thick: number;
  years: { x: number; label: string }[];
  top: number;
  today: number | null;
  rows: DrawnRow[];
};

const day = (civil: string) => Date.parse(`${civil}T00:00:00Z`) / 86_400_000;

/** The whole years that hold everything dated in the rows; null where nothing is dated. */
export function yearsOf(rows: readonly TimelineRow[]): { first: number; end: number } | null {
  const days = rows.flatMap(({ from, until, milestones }) => [
    ...(from === null ? [] : [firstDay(from)]),
    // The first day after the end: a plan until 2024 ends with 2023.
    ...(until === null ? [] : [dayBeforeText(firstDay(until))]),
    ...milestones.map(({ due }) => firstDay(due)),
  ]);
  if (days.length === 0) return null;
  const years = days.map((one) => Number(one.slice(0, 4)));
  return { first: Math.min(...years), end: Math.max(...years) + 1 };
}

const dayBeforeText = (civil: string) => new Date((day(civil) - 1) * 86_400_000).toISOString().slice(0, 10);

/**
 * Lays out a timeline: a line for each action with its bar and its milestones (a diamond in the middle of the time
 * its date can mean), a mark for each year and for today.
 * @param words how a title and a year are written
 */
export function timelineDrawing(
  rows: readonly TimelineRow[],
  size: Size,
  {
    lang,
    today,
    words,
  }: {
    lang: Lang;
    today: string;
    words: { title: (text: Translated) => string; year: (year: number) => string };
  },
): TimelineDrawing {
  const base = sheetFor(size, lang);
  const sheet = smaller(base, base.width);
  const years = yearsOf(rows) ?? { first: Number(today.slice(0, 4)), end: Number(today.slice(0, 4)) + 1 };
  const place = scaleLinear()
    .domain([day(`${String(years.first)}-01-01`), day(`${String(years.end)}-01-01`)])
    .range([0, sheet.width]);
  const at = (civil: string) => tenth(Math.max(0, Math.min(sheet.width, place(day(civil)))));
  const thick = tenth(sheet.font * 0.8);
  const step = tenth(sheet.leading + thick + 8);
  const top = tenth(sheet.leading + 6);
  const drawn = rows.map((row, index) => ({
    row,
    y: tenth(top + index * step + sheet.font),
    label: shortened(words.title(row.title), sheet, row.depth),
    bar: barOf(row, at, sheet.width),
    diamonds: row.milestones.map(({ due, reached }) => ({
      x: tenth((at(firstDay(due)) + at(dayAfter(due))) / 2),
      isReached: reached !== null,
    })),
  }));
  const now = today >= `${String(years.first)}-01-01` && today < `${String(years.end)}-01-01`;
  return {
    width: sheet.width,
    height: tenth(top + rows.length * step + 4),
    sheet,
    thick,
    top,
    years: Array.from({ length: years.end - years.first }, (_, index) => years.first + index).map((year) => ({
      x: at(`${String(year)}-01-01`),
      label: words.year(year),
    })),
    today: now ? at(today) : null,
    rows: drawn,
  };
}

function barOf({ from, until }: TimelineRow, at: (civil: string) => number, width: number): Bar | null {
  if (from === null && until === null) return null;
  const start = from === null ? 0 : at(firstDay(from));
  const end = until === null ? width : at(firstDay(until));
  return {
    x: start,
    width: tenth(Math.max(2, end - start)),
    isOpenStart: from === null,
    isOpenEnd: until === null,
  };
}

/** As much of a title as fits on its line, cut between letters as people see them. */
function shortened(title: string, sheet: Sheet, depth: number): string {
  const room = sheet.width - depth * 10;
  if (widestOf([title], sheet.font) <= room) return title;
  const letters = [...new Intl.Segmenter(sheet.lang, { granularity: 'grapheme' }).segment(title)];
  const cut = (count: number) =>
    `${letters
      .slice(0, count)
      .map(({ segment }) => segment)
      .join('')
      .trimEnd()}…`;
  let count = letters.length - 1;
  while (count > 0 && widestOf([cut(count)], sheet.font) > room) count -= 1;
  return cut(count);
}
