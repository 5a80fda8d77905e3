-- Counts of the whole register that pages show, kept up to date on write: counted on read they cost more with every
-- commitment. They count what the public may see, whoever asks, and only the functions below write them.

-- The step a commitment stands at: the latest one. The one place where the current status is found.
create function current_step(commitment bigint, public_only boolean default false)
returns table (ref reference, status text, on_date partial_date) stable parallel safe language sql as
$$ select s.ref, s.status, s.on_date from commitment_statuses s
   where s.commitment_id = commitment and s.archived_at is null and (s.is_public or not public_only)
   order by s.day desc, s.id desc limit 1 $$;

-- An item and everything below it: what is promised for a lettered action is promised for its objective.
create function items_under(top bigint) returns bigint[] stable parallel safe language sql as
$$ with recursive under as (
     select top as id union all select i.id from under join items i on i.parent_id = under.id)
   select array_agg(id) from under $$;

-- Items and everything above them.
create function items_over(ids bigint[]) returns bigint[] stable parallel safe language sql as
$$ with recursive over_them as (
     select unnest(ids) as id
     union select i.parent_id from over_them o join items i on i.id = o.id where i.parent_id is not null)
   select coalesce(array_agg(id order by id), '{}') from over_them $$;

-- How far an item has come from promised to proved. `evidence` counts the sources behind the current steps of its
-- commitments, as far as something was done: they back where the commitments stand, not that they were made.
create table item_tallies (
  item_id bigint primary key references items,
  commitments int not null,
  made int not null,
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

-- Commitments by review cycle ('' is none) and current status ('' is none: silence is not a status).
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
create index commitments_cycle on commitments ((coalesce(cycle, '')));
create index actions_plan on actions (plan_id, sort, ref);
create index actions_parent on actions (parent_id, sort, ref);

-- Writers take turns at the row that every write touches in the end, so that two of them never wait for each other.
create function recount_items(changed bigint[]) returns void
security definer set search_path = public language plpgsql as $$
declare
  top bigint;
  counted item_tallies;
  below bigint[];
  promised bigint[];
  done_steps text[];
begin
  perform from data_version for update;
  foreach top in array items_over(changed) loop
    below := items_under(top);
    counted.item_id := top;
    select is_public into counted.is_public from items where id = top;

    select count(*), count(*) filter (where status = 'made'), count(*) filter (where status = 'under-way'),
      count(*) filter (where status = 'in-part'), count(*) filter (where status = 'fulfilled'),
      count(*) filter (where status = 'not-fulfilled'), count(*) filter (where status = 'lapsed'),
      coalesce(array_agg(id), '{}'),
      coalesce(array_agg(step) filter (where status in ('under-way', 'in-part', 'fulfilled')), '{}')
    into counted.commitments, counted.made, counted.under_way, counted.in_part, counted.fulfilled,
      counted.not_fulfilled, counted.lapsed, promised, done_steps
    from (select c.id, s.status, s.ref as step from commitments c left join lateral current_step(c.id, true) s on true
      where c.id = any(array(select commitment_id from commitment_items where item_id = any(below)))
        and c.is_public and c.archived_at is null) as standing;

    select count(*) into counted.actions from actions
    where is_public and archived_at is null and id = any(array(
      select action_id from action_items where item_id = any(below)
      union select action_id from action_commitments where commitment_id = any(promised)));

    select count(*) into counted.indicators from indicators
    where is_public and archived_at is null and id = any(array(
      select indicator_id from indicator_items where item_id = any(below)));

    select count(*) into counted.evidence from evidence
    where is_public and archived_at is null and id = any(array(
      select evidence_id from evidence_links where kind = 'commitment_statuses' and ref = any(done_steps)));

    insert into item_tallies select counted.*
    on conflict (item_id) do update set (commitments, made, under_way, in_part, fulfilled, not_fulfilled, lapsed,
        actions, indicators, evidence, is_public) =
      (excluded.commitments, excluded.made, excluded.under_way, excluded.in_part, excluded.fulfilled,
       excluded.not_fulfilled, excluded.lapsed, excluded.actions, excluded.indicators, excluded.evidence,
       excluded.is_public);
  end loop;
end $$;

create function recount_commitments(cycles text[]) returns void
security definer set search_path = public language plpgsql as $$
begin
  perform from data_version for update;
  delete from commitment_tallies where cycle = any(cycles);
  insert into commitment_tallies (cycle, status, commitments)
  select coalesce(c.cycle, ''), coalesce(s.status, ''), count(*)
  from commitments c left join lateral current_step(c.id, true) s on true
  where coalesce(c.cycle, '') = any(cycles) and c.is_public and c.archived_at is null
  group by 1, 2;
end $$;

revoke execute on function recount_items(bigint[]), recount_commitments(text[]) from public;

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
