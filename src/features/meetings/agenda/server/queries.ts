import { sql } from 'kysely';
import type { AgendaEnd, AgendaKind } from '#features/meetings/schema.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PersonName } from '#features/people/server/queries.ts';
import type { Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** An item of an agenda with everything a page or a paper says of it. `duration` is in minutes. */
export type AgendaItem = {
  ref: string;
  parent: string | null;
  position: number;
  title: Translated;
  kind: AgendaKind;
  duration: number | null;
  presenter: { person: PersonName | null; organisation: OrganisationName | null };
  outcome: Translated | null;
  ended: AgendaEnd | null;
  note: Translated | null;
  /** The item of an earlier meeting that it carries on. */
  continues: { ref: string; meeting: string } | null;
  papers: { ref: string; title: Translated }[];
  visibility: Visibility;
  isDraft: boolean;
  version: number;
};

/** What is on the agenda of a meeting, sub-items included, as far as the reader sees it; rules.ts arranges it. */
export async function agendaOf(tx: Tx, meeting: string): Promise<AgendaItem[]> {
  const { rows } = await sql<AgendaItem>`
    select a.ref, u.ref as parent, a.position, a.title, a.kind, a.duration, a.outcome, a.ended, a.note,
      a.visibility, a.published_at is null as "isDraft", a.version,
      jsonb_build_object(
        'person', (select jsonb_build_object('ref', p.ref, 'name', p.name, 'honorific', p.honorific)
          from people p where p.id = a.presenter_person_id),
        'organisation', (select jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym)
          from organisations o where o.id = a.presenter_organisation_id)) as presenter,
      (select jsonb_build_object('ref', b.ref, 'meeting', e.ref) from agenda_items b join meetings e on e.id = b.meeting_id
        where b.id = a.continues_id) as continues,
      coalesce((select jsonb_agg(jsonb_build_object('ref', v.ref, 'title', v.title) order by v.ref)
        from agenda_papers x join evidence v on v.id = x.evidence_id and v.archived_at is null
        where x.agenda_item_id = a.id), '[]') as papers
    from agenda_items a join meetings m on m.id = a.meeting_id left join agenda_items u on u.id = a.parent_id
    where m.ref = ${meeting} and a.archived_at is null order by a.position, a.ref`.execute(tx.db);
  return rows;
}
