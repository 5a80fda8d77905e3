/**
 * How values come out of both engines, by PostgreSQL type: whole (int8) and decimal numbers as numbers, days (date)
 * as "2023-01-16".
 */
export const parsers: Record<number, (raw: string) => unknown> = {
  20: Number,
  1700: Number,
  1082: (day) => day,
};
