-- Counts of the whole register that pages show, kept up to date on write: counted on read they cost more with every
-- commitment. They count what the public may see, whoever asks, and only the functions below write them.

-- The step a commitment stands at: the latest one. The one place where the current status is found.
create function current_step(commitment bigint) returns table (status text, on_date partial_date)
stable parallel safe language sql as
$$ select s.status, s.on_date from commitment_statuses s
   where s.commitment_id = commitment and s.archived_at is null order by s.day desc, s.id desc limit 1 $$;

-- An item with everything below it: what is promised for a lettered action is promised for its objective.
create function items_under(tops bigint[]) returns table (top_id bigint, item_id bigint)
stable parallel safe language sql as
$$ with recursive under as (
     select top as top_id, top as item_id from unnest(tops) as top
     union all select u.top_id, i.id from under u join items i on i.parent_id = u.item_id)
   select top_id, item_id from under $$;

-- How far an item has come from promised to proved. `evidence` counts the sources behind what was done.
create table item_tallies (
  item_id bigint primary key references items,
  commitments int not null,
  under_way int not null,
  in_part int not null,
  fulfilled int not null,
  not_fulfilled int not null,
  lapsed int not null,
  actions int not null,
  indicators int not null,
  evidence int not null,
  is_public boolean not null
);
call guard('item_tallies');
revoke insert, update on item_tallies from setu_desk;

-- Commitments by review cycle ('' is none) and current status.
create table commitment_tallies (
  cycle text not null,
  status text not null,
  commitments int not null,
  is_public boolean not null default true,
  primary key (cycle, status)
);
call guard('commitment_tallies');
revoke insert, update on commitment_tallies from setu_desk;

create index commitments_newest on commitments (made_on desc nulls last, ref);
create index commitments_cycle on commitments (cycle);
create index actions_plan on actions (plan_id, sort, ref);
create index actions_parent on actions (parent_id, sort, ref);

-- Writers take turns at the row that every write touches in the end, so that two of them never wait for each other.
create function recount_items(changed bigint[]) returns void
security definer set search_path = public language plpgsql as $$
begin
  perform from data_version for update;
  with recursive above as (
    select unnest(changed) as item_id union
    select i.parent_id from items i join above using (item_id) where i.id = above.item_id and i.parent_id is not null
  ),
  under as (select u.* from items_under((select array_agg(item_id) from above)) u),
  promised as (
    select distinct u.top_id, c.id, coalesce(s.status, 'made') as status
    from under u join commitment_items ci using (item_id) join commitments c on c.id = ci.commitment_id
      left join lateral current_step(c.id) s on true
    where c.is_public and c.archived_at is null
  ),
  statuses as (
    select top_id, count(*) as commitments, count(*) filter (where status = 'under-way') as under_way,
      count(*) filter (where status = 'in-part') as in_part, count(*) filter (where status = 'fulfilled') as fulfilled,
      count(*) filter (where status = 'not-fulfilled') as not_fulfilled,
      count(*) filter (where status = 'lapsed') as lapsed
    from promised group by top_id
  ),
  planned as (
    select w.top_id, count(distinct a.id) as actions
    from (select u.top_id, ai.action_id from under u join action_items ai using (item_id)
          union select p.top_id, ac.action_id from promised p join action_commitments ac on ac.commitment_id = p.id) w
      join actions a on a.id = w.action_id
    where a.is_public and a.archived_at is null group by w.top_id
  ),
  measured as (
    select u.top_id, count(distinct n.id) as indicators
    from under u join indicator_items ii using (item_id) join indicators n on n.id = ii.indicator_id
    where n.is_public and n.archived_at is null group by u.top_id
  ),
  proved as (
    select p.top_id, count(distinct e.id) as evidence
    from promised p join commitment_statuses s on s.commitment_id = p.id and s.is_public and s.archived_at is null
        and s.status in ('under-way', 'in-part', 'fulfilled')
      join evidence_links l on l.kind = 'commitment_statuses' and l.ref = s.ref
      join evidence e on e.id = l.evidence_id and e.is_public and e.archived_at is null
    group by p.top_id
  )
  insert into item_tallies
  select i.id, coalesce(statuses.commitments, 0), coalesce(under_way, 0), coalesce(in_part, 0), coalesce(fulfilled, 0),
    coalesce(not_fulfilled, 0), coalesce(lapsed, 0), coalesce(actions, 0), coalesce(indicators, 0),
    coalesce(evidence, 0), i.is_public
  from above join items i on i.id = above.item_id
    left join statuses on statuses.top_id = i.id left join planned on planned.top_id = i.id
    left join measured on measured.top_id = i.id left join proved on proved.top_id = i.id
  on conflict (item_id) do update set commitments = excluded.commitments, under_way = excluded.under_way,
    in_part = excluded.in_part, fulfilled = excluded.fulfilled, not_fulfilled = excluded.not_fulfilled,
    lapsed = excluded.lapsed, actions = excluded.actions, indicators = excluded.indicators,
    evidence = excluded.evidence, is_public = excluded.is_public;
end $$;

create function recount_commitments(cycles text[]) returns void
security definer set search_path = public language plpgsql as $$
begin
  perform from data_version for update;
  delete from commitment_tallies where cycle = any(cycles);
  insert into commitment_tallies (cycle, status, commitments)
  select coalesce(c.cycle, ''), coalesce(s.status, 'made'), count(*)
  from commitments c left join lateral current_step(c.id) s on true
  where coalesce(c.cycle, '') = any(cycles) and c.is_public and c.archived_at is null
  group by 1, 2;
end $$;

-- Which items and cycles a changed row touches.
create function items_of_commitments(ids bigint[]) returns bigint[] stable language sql as
$$ select array_agg(distinct item_id) from commitment_items where commitment_id = any(ids) $$;

create function items_of_actions(ids bigint[]) returns bigint[] stable language sql as
$$ select array_agg(distinct item_id) from (
     select item_id from action_items where action_id = any(ids)
     union all select ci.item_id from action_commitments ac join commitment_items ci using (commitment_id)
       where ac.action_id = any(ids)) as touched $$;

create function items_of_indicators(ids bigint[]) returns bigint[] stable language sql as
$$ select array_agg(distinct item_id) from indicator_items where indicator_id = any(ids) $$;

create function commitments_of_steps(refs text[]) returns bigint[] stable language sql as
$$ select array_agg(distinct commitment_id) from commitment_statuses where ref = any(refs) $$;

create function cycles_of_commitments(ids bigint[]) returns text[] stable language sql as
$$ select array_agg(distinct coalesce(cycle, '')) from commitments where id = any(ids) $$;

-- Rows added or taken away, a whole statement at once. Argument: the items touched by the rows `changed`.
create function recount_items_of_rows() returns trigger
security definer set search_path = public language plpgsql as $$
declare items bigint[];
begin
  execute format('with changed as (table %I) select %s from changed',
    case tg_op when 'DELETE' then 'gone' else 'fresh' end, tg_argv[0]) into items;
  if items <> '{}' then perform recount_items(items); end if;
  return null;
end $$;

-- The same for the cycles of commitments.
create function recount_cycles_of_rows() returns trigger
security definer set search_path = public language plpgsql as $$
declare cycles text[];
begin
  execute format('with changed as (table fresh) select %s from changed', tg_argv[0]) into cycles;
  if cycles <> '{}' then perform recount_commitments(cycles); end if;
  return null;
end $$;

-- One record changed in what is counted. Argument: the items touched, from its id.
create function recount_items_of_record() returns trigger
security definer set search_path = public language plpgsql as $$
declare items bigint[];
begin
  execute format('select %s', tg_argv[0]) into items using array[new.id];
  if items <> '{}' then perform recount_items(items); end if;
  return null;
end $$;

create function recount_commitment() returns trigger
security definer set search_path = public language plpgsql as $$
begin
  perform recount_commitments(array[coalesce(old.cycle, ''), coalesce(new.cycle, '')]);
  perform recount_items(touched) from items_of_commitments(array[new.id]) as touched where touched <> '{}';
  return null;
end $$;

create function recount_step() returns trigger
security definer set search_path = public language plpgsql as $$
declare ids bigint[] := array[old.commitment_id, new.commitment_id];
begin
  perform recount_commitments(cycles_of_commitments(ids));
  perform recount_items(touched) from items_of_commitments(ids) as touched where touched <> '{}';
  return null;
end $$;

create function recount_item() returns trigger
security definer set search_path = public language plpgsql as $$
begin
  perform recount_items(array_remove(array[new.id, old.parent_id], null));
  return null;
end $$;

create trigger tallies_added after insert on commitments referencing new table as fresh for each statement
  execute function recount_cycles_of_rows('array_agg(distinct coalesce(cycle, ''''))');
create trigger tallies_changed after update on commitments for each row
  when ((old.is_public, old.archived_at, old.cycle) is distinct from (new.is_public, new.archived_at, new.cycle))
  execute function recount_commitment();

create trigger tallies_added after insert on commitment_items referencing new table as fresh for each statement
  execute function recount_items_of_rows('array_agg(distinct item_id)');
create trigger tallies_removed after delete on commitment_items referencing old table as gone for each statement
  execute function recount_items_of_rows('array_agg(distinct item_id)');

create trigger tallies_added after insert on commitment_statuses referencing new table as fresh for each statement
  execute function recount_items_of_rows('items_of_commitments(array_agg(commitment_id))');
create trigger tallies_added_by_cycle after insert on commitment_statuses referencing new table as fresh for each statement
  execute function recount_cycles_of_rows('cycles_of_commitments(array_agg(commitment_id))');
create trigger tallies_changed after update on commitment_statuses for each row
  when ((old.is_public, old.archived_at, old.status, old.on_date, old.commitment_id) is distinct from
    (new.is_public, new.archived_at, new.status, new.on_date, new.commitment_id))
  execute function recount_step();

create trigger tallies_added after insert on evidence_links referencing new table as fresh for each statement
  execute function recount_items_of_rows(
    'items_of_commitments(commitments_of_steps(array_agg(ref) filter (where kind = ''commitment_statuses'')))');
create trigger tallies_removed after delete on evidence_links referencing old table as gone for each statement
  execute function recount_items_of_rows(
    'items_of_commitments(commitments_of_steps(array_agg(ref) filter (where kind = ''commitment_statuses'')))');
create trigger tallies_changed after update on evidence for each row
  when ((old.is_public, old.archived_at) is distinct from (new.is_public, new.archived_at))
  execute function recount_items_of_record(
    'items_of_commitments(commitments_of_steps(array(select ref from evidence_links
       where kind = ''commitment_statuses'' and evidence_id = any($1))))');

create trigger tallies_added after insert on action_items referencing new table as fresh for each statement
  execute function recount_items_of_rows('array_agg(distinct item_id)');
create trigger tallies_removed after delete on action_items referencing old table as gone for each statement
  execute function recount_items_of_rows('array_agg(distinct item_id)');
create trigger tallies_added after insert on action_commitments referencing new table as fresh for each statement
  execute function recount_items_of_rows('items_of_commitments(array_agg(commitment_id))');
create trigger tallies_removed after delete on action_commitments referencing old table as gone for each statement
  execute function recount_items_of_rows('items_of_commitments(array_agg(commitment_id))');
create trigger tallies_changed after update on actions for each row
  when ((old.is_public, old.archived_at) is distinct from (new.is_public, new.archived_at))
  execute function recount_items_of_record('items_of_actions($1)');

create trigger tallies_added after insert on indicator_items referencing new table as fresh for each statement
  execute function recount_items_of_rows('array_agg(distinct item_id)');
create trigger tallies_removed after delete on indicator_items referencing old table as gone for each statement
  execute function recount_items_of_rows('array_agg(distinct item_id)');
create trigger tallies_changed after update on indicators for each row
  when ((old.is_public, old.archived_at) is distinct from (new.is_public, new.archived_at))
  execute function recount_items_of_record('items_of_indicators($1)');

create trigger tallies_changed after update on items for each row
  when ((old.is_public, old.archived_at, old.parent_id) is distinct from (new.is_public, new.archived_at, new.parent_id))
  execute function recount_item();

-- What an earlier version has stored already.
select recount_items(array(select id from items));
select recount_commitments(array(select distinct coalesce(cycle, '') from commitments));
