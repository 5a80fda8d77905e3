/** A sheet of a foreign file: rows of texts, all as wide as the widest. */
export type Sheet = { name: string; rows: string[][] };

/** A sheet with its headers told from its rows; `first` is the number of its first row in the file, from 1. */
export type Table = { headers: string[]; rows: string[][]; first: number };

export const mostRows = 5000;
export const mostColumns = 200;
export const mostInCell = 20_000;
export const mostHeaderRows = 5;
