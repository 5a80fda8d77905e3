-- Search finds what the reader may see, as the policies on the register say (guard): with an account also what is for the
-- network, for the reader's bodies, and drafts of bodies the reader runs.
create or replace function records_matching(query tsquery, of_kind text, most int) returns setof records
  stable security definer set search_path = public, pg_temp set cpu_operator_cost = 0.05 set random_page_cost = 1.5
  language plpgsql as $$
begin
  return query execute
    'select * from records where words @@ $1 and listed and not archived'
    || case
      when current_setting('role') <> 'setu_desk' then ' and is_public'
      when viewer_reads_all() then ''
      else ' and (is_public or (reach >= 3 and viewer_in_network())
        or (reach >= 2 and audience_id = any(viewer_bodies())) or (reach >= 1 and audience_id = any(viewer_run_bodies())))'
    end
    || case when of_kind is null then '' else ' and kind = $2' end
    || ' order by updated_at desc limit $3'
    using query, of_kind, most;
end $$;
