-- What somebody took on is looked up once for a statement, not asked again for each row: with four hundred points the list
-- spent its time in that.
create function own_points() returns bigint[] stable security definer set search_path = public language sql as
$$ select coalesce(array_agg(p.id), '{}') from action_points p
   where p.published_at is not null and (p.owner_organisation_id = any(viewer_organisations())
     or p.owner_seat_id in (select s.id from seats s where s.ref = any(viewer_seats()))
     or p.owner_person_id = (select a.person_id from accounts a where a.id = viewer_account())) $$;
revoke execute on function own_points() from public;
grant execute on function own_points() to setu_desk;

drop policy owner_reads on action_points;
create policy owner_reads on action_points for select to setu_desk using (id = any((select own_points())::bigint[]));
drop policy owner_reads on action_point_steps;
create policy owner_reads on action_point_steps for select to setu_desk
  using (action_point_id = any((select own_points())::bigint[]));
