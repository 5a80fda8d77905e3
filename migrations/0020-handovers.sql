-- A handover: from a day, a successor sits and serves where the leaver did. The seats and offices are changed by the
-- command that writes this row; the row keeps which ones, for the briefing page. History keeps the old name.
create table handovers (
  leaver_id bigint not null references people,
  successor_id bigint not null references people,
  starts_on date not null,
  seats text[] not null,
  positions text[] not null,
  reason text not null,
  check (leaver_id <> successor_id)
);
call make_record_table('handovers', parents => array['people', 'leaver_id', 'people', 'successor_id'],
  children => '{}');
-- The successor reads the own briefing, whoever else may.
create policy successor_reads on handovers for select to setu_desk using (
  successor_id = (select person_id from accounts where id = (select viewer_account())));
