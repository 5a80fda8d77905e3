import type { Translated } from '#lib/translated.ts';

/** What every record's page says about the record itself. */
export type About = {
  ref: string;
  version: number;
  updatedAt: Date;
  archivedAt: Date | null;
  note: Translated | null;
};

type Row = {
  ref: string;
  version: number;
  updated_at: Date;
  archived_at: Date | null;
  note: Translated | null;
};

export function aboutOf(row: Row): About {
  return {
    ref: row.ref,
    version: row.version,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
    note: row.note,
  };
}
