import { expect, test } from 'vitest';
import { widestOf } from '#lib/charts/text-width.ts';
import { timelineDrawing, yearsOf, type TimelineRow } from './rules.ts';

const row = (ref: string, more: Partial<TimelineRow> = {}): TimelineRow => ({
  ...{ ref, title: { source: 'en', en: ref, status: {} }, depth: 0, from: null, until: null },
  ...{ standing: null, milestones: [], waitsFor: [], ...more },
});
const words = { title: () => 'A title', year: String };
const at = (rows: TimelineRow[], today = '2026-06-01') =>
  timelineDrawing(rows, 'wide', { lang: 'en', today, words });

test('the years are whole, and a plan until 2027 ends with 2026', () => {
  expect(yearsOf([row('a', { from: '2025-03', until: '2027' })])).toEqual({ first: 2025, end: 2027 });
  const milestone = { title: row('m').title, due: '2028-05', reached: null };
  expect(yearsOf([row('a', { from: '2025', milestones: [milestone] })])).toEqual({ first: 2025, end: 2029 });
  expect(yearsOf([row('a')])).toBeNull();
});

test('a bar lies where its dates lie; an open end reaches the edge and says so', () => {
  const { rows, width, today } = at([
    row('a', { from: '2026', until: '2027' }),
    row('b', { from: '2026-07', until: '2028' }),
    row('c', { from: '2027' }),
  ]);
  const bars = rows.map(({ bar }) => bar);
  expect(bars[0]).toMatchObject({ x: 0, isOpenEnd: false });
  expect(bars[0]?.width).toBeCloseTo(width / 2, 0);
  expect(bars[2]).toMatchObject({ isOpenStart: false, isOpenEnd: true });
  expect((bars[2]?.x ?? 0) + (bars[2]?.width ?? 0)).toBeCloseTo(width, 0);
  expect(today).toBeGreaterThan(0);
  expect(at([row('a', { from: '2020', until: '2021' })]).today).toBeNull();
});

test('a title that has no room is cut and fits', () => {
  const long = 'যেসব জেলা থেকে বেশি মানুষ কাজের জন্য বিদেশে যান সেখানকার কর্মকর্তাদের প্রশিক্ষণ ও মূল্যায়ন';
  const { rows, sheet, width } = timelineDrawing([row('a', { from: '2026' })], 'narrow', {
    lang: 'bn',
    today: '2026-06-01',
    words: { title: () => long, year: String },
  });
  const label = rows[0]?.label ?? '';
  expect(label.endsWith('…')).toBe(true);
  expect(widestOf([label], sheet.font)).toBeLessThanOrEqual(width);
});
