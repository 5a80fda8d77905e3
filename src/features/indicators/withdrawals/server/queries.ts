import { sql } from 'kysely';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

export type WithdrawnState = {
  indicator: string;
  /** Null for a figure that stands. */
  withdrawn: { on: string; reason: Translated } | null;
};

/** Whether a figure is withdrawn, and of which indicator it is. Throws notFound. */
export async function withdrawnState(tx: Tx, ref: string): Promise<WithdrawnState> {
  const { rows } = await sql<WithdrawnState>`
    select i.ref as indicator, case when o.withdrawn_on is not null
      then jsonb_build_object('on', o.withdrawn_on, 'reason', o.withdrawn_reason) end as withdrawn
    from observations o join indicators i on i.id = o.indicator_id where o.ref = ${ref}`.execute(tx.db);
  if (!rows[0]) throw notFound('observations', ref);
  return rows[0];
}
