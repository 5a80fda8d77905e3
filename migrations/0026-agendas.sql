-- Papers that belong to an agenda item, each with its own reach. Unlike the evidence of a record they prove nothing: they
-- are what members read before.
create table agenda_papers (
  agenda_item_id bigint not null references agenda_items,
  evidence_id bigint not null references evidence,
  primary key (agenda_item_id, evidence_id)
);
call make_link_table('agenda_papers', 'agenda_items', 'agenda_item_id', kept_by_body => true);

-- The number of a body's last meeting in a year, also of one the asker does not see.
create function last_meeting_number(of_body text, of_year text) returns int
stable security definer set search_path = public language sql as
$$ select greatest(coalesce(max(m.ordinal), 0), count(*))::int from meetings m join bodies b on b.id = m.body_id
   where b.ref = of_body and left(m.from_on, 4) = of_year and m.kind = 'meeting' and m.archived_at is null $$;
revoke execute on function last_meeting_number(text, text) from public;
grant execute on function last_meeting_number(text, text) to setu_desk;

-- What changed of a record since a version, by whom: for whoever reads the history, and for whoever keeps the record, who
-- must see what somebody else did to it meanwhile.
create function changes_since(of_kind text, of_ref text, of_version int)
returns table (before jsonb, after jsonb, actor text, at timestamptz)
stable security definer set search_path = public language plpgsql as $$
declare
  may boolean := viewer_reads_all();
begin
  if not may and of_kind = any(array['meetings', 'agenda_items', 'decisions', 'minutes', 'minute_items', 'action_points']) then
    execute format('select exists (select from %I where ref = $1 and reach >= 1 and audience_id = any(viewer_run_bodies()))',
      of_kind) into may using of_ref;
  end if;
  if may then
    return query select h.before, h.after, h.actor::text, h.at from history h
      where h.kind = of_kind and h.ref = of_ref and h.version > of_version order by h.number desc;
  end if;
end $$;
revoke execute on function changes_since(text, text, int) from public;
grant execute on function changes_since(text, text, int) to setu_desk;
