-- Searching the register by its words. The operators of full-text search are not leakproof, so under row-level policies
-- PostgreSQL may not use their index and reads the whole register. This function runs as the owner of the table and
-- applies the policy itself: the same condition as policies public_reads and desk_reads of `guard`.
-- Planned anew for each query (execute): a frequent word walks the newest changes, a rare one the index of words. Comparing
-- words means unpacking a long row, which the planner's ordinary cost of an operator does not know.
create function records_matching(query tsquery, of_kind text, most int) returns setof records
  stable security definer set search_path = public, pg_temp set cpu_operator_cost = 0.05 set random_page_cost = 1.5
  language plpgsql as $$
begin
  return query execute
    'select * from records where words @@ $1 and listed and not archived'
    || case when current_setting('role') = 'setu_desk' and viewer_clearance() = 'secretariat' then '' else ' and is_public' end
    || case when of_kind is null then '' else ' and kind = $2' end
    || ' order by updated_at desc limit $3'
    using query, of_kind, most;
end $$;
revoke all on function records_matching from public;
grant execute on function records_matching to setu_public, setu_desk;
