import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

export type Contribution = {
  ref: string;
  action: { ref: string; title: Translated };
  organisation: { ref: string; name: Translated };
  text: Translated;
  answer: 'accepted' | 'declined' | null;
  reason: string | null;
};

/** What civil society added in a round, as far as the asker sees it: what waits for an answer first. */
export async function contributionsOf(tx: Tx, round: number): Promise<Contribution[]> {
  const { rows } = await sql<Contribution>`
    select c.ref, jsonb_build_object('ref', a.ref, 'title', a.title) as action, c.text, c.answer,
      jsonb_build_object('ref', o.ref, 'name', o.name) as organisation, c.answer_reason as reason
    from contributions c join actions a on a.id = c.action_id join organisations o on o.id = c.organisation_id
    where c.round_id = ${round} and c.archived_at is null order by c.answer is not null, c.id`.execute(tx.db);
  return rows;
}

/** Organisations of civil society that the asker speaks for. */
export async function ownCivilSociety(tx: Tx): Promise<{ ref: string; name: Translated }[]> {
  const { rows } = await sql<{ ref: string; name: Translated }>`
    select ref, name from organisations where id = any((select own_civil_society())::bigint[])
    order by ref`.execute(tx.db);
  return rows;
}

/** The actions of the plan of a round, in their order. */
export async function actionsIn(tx: Tx, round: number): Promise<{ ref: string; title: Translated }[]> {
  const { rows } = await sql<{ ref: string; title: Translated }>`
    select a.ref, a.title from rounds r join actions a on a.plan_id = r.plan_id
    where r.id = ${round} and a.archived_at is null order by a.sort, a.ref`.execute(tx.db);
  return rows;
}

export type Accepted = {
  ref: string;
  organisation: { ref: string; name: Translated };
  text: Translated;
  round: Translated;
};

/** What was accepted of civil society for an action, the newest first; for anybody. */
export async function acceptedFor(tx: Tx, action: string): Promise<Accepted[]> {
  const { rows } = await sql<Accepted>`
    select c.ref, jsonb_build_object('ref', o.ref, 'name', o.name) as organisation, c.text, r.title as round
    from contributions c join actions a on a.id = c.action_id join rounds r on r.id = c.round_id
      join organisations o on o.id = c.organisation_id
    where a.ref = ${action} and c.answer = 'accepted' and c.is_public and c.archived_at is null
    order by c.id desc`.execute(tx.db);
  return rows;
}
