import type { Participation } from '#features/meetings/participation/server/queries.ts';
import { csvOfRecords } from '#lib/server/xlsx/csv.ts';

const columns = [
  'body',
  'year',
  'organisation',
  'organisation_en',
  'organisation_bn',
  'sector',
  'seats_noted',
  'seats_filled',
] as const;

/** Participation by organisation and year; the columns are stable and carry both languages. */
export function participationAsCsv({ body, organisations }: Participation): string {
  const rows = organisations.map(({ organisation, sector, year, noted, filled }) => ({
    body: body.ref,
    year,
    organisation: organisation.ref,
    organisation_en: organisation.name.en ?? '',
    organisation_bn: organisation.name.bn ?? '',
    sector,
    seats_noted: noted,
    seats_filled: filled,
  }));
  return csvOfRecords(columns, rows);
}
