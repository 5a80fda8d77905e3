import { sql, type RawBuilder } from 'kysely';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Corrections of minutes that nobody has answered: what stands after `from`. */
export const unansweredOf = (minutes: RawBuilder<unknown>) => sql`
  corrections c join minute_items i on i.id = c.minute_item_id
    where i.minutes_id = ${minutes} and c.answer is null and not c.is_erratum`;

/** What somebody says should read differently in the minutes, and what became of it; or an erratum. */
export type Correction = {
  id: number;
  /** Agenda item under which it stands. */
  item: string;
  wording: Translated;
  reason: string;
  proposedAt: Date;
  /** For whom it was said; null for the secretariat. */
  organisation: OrganisationName | null;
  isOwn: boolean;
  answer: 'accepted' | 'declined' | null;
  answeredAt: Date | null;
  answerReason: string | null;
  isErratum: boolean;
};

/** The corrections and errata of a meeting's minutes that the asker sees, as they came. */
export async function list(tx: Tx, meeting: string): Promise<Correction[]> {
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  const { rows } = await sql<Correction>`
    select c.id, a.ref as item, c.wording, c.reason, c.proposed_at as "proposedAt",
      case when o.id is not null then jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym) end
        as organisation,
      coalesce(c.account_id = ${account}::text, false) as "isOwn", c.answer, c.answered_at as "answeredAt",
      c.answer_reason as "answerReason", c.is_erratum as "isErratum"
    from corrections c join minute_items i on i.id = c.minute_item_id
      join agenda_items a on a.id = i.agenda_item_id join meetings m on m.id = a.meeting_id
      left join organisations o on o.id = c.organisation_id
    where m.ref = ${meeting} order by c.id`.execute(tx.db);
  return rows;
}
