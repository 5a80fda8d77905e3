-- Who may sign in, what is granted by hand, and how far every record reaches. Rights that follow from seats and
-- offices are never stored: rights_of() reads them from the record for a day.

-- A login. Its id is random text: it stands in addresses. The columns up to updated_at are what better-auth keeps of
-- a user. `person_id` ties the account to a person in office; seats and positions of that person give its rights.
create table accounts (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{8,64}$'),
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  lang text not null default 'en' check (lang in ('en', 'bn')),
  person_id bigint unique references people,
  /** The version of the code of conduct this person accepted, and when. */
  conduct_version int,
  conduct_accepted_at timestamptz,
  -- Closed accounts stay for the history; what is personal in them is taken out.
  closed_at timestamptz,
  closed_reason text
);

-- Duties that do not follow from a seat or an office: who granted them, from when, until when, and why.
-- An administrator runs the installation and sees nothing more of the records by it.
create table grants (
  id bigint generated always as identity primary key,
  account_id text not null references accounts,
  duty text not null check (duty in ('secretariat', 'administrator', 'data-steward', 'auditor')),
  from_day date not null,
  until_day date,
  granted_by text not null,
  granted_at timestamptz not null,
  reason text not null check (length(trim(reason)) >= 3),
  ended_by text,
  ended_reason text,
  check (until_day >= from_day)
);
create index grants_account on grants (account_id);

-- What the signed-in viewer is: set for the transaction by asViewer (src/lib/server/db/viewer.ts). Roles of the public
-- may set these too, but no policy of theirs asks for them.
create function viewer_account() returns text stable parallel safe language sql as
$$ select coalesce(current_setting('app.account', true), '') $$;
create function viewer_duties() returns text[] stable parallel safe language sql as
$$ select coalesce(nullif(current_setting('app.duties', true), ''), '{}')::text[] $$;
-- Bodies the viewer sits in today, and among them those whose meetings it runs.
create function viewer_bodies() returns bigint[] stable parallel safe language sql as
$$ select coalesce(nullif(current_setting('app.bodies', true), ''), '{}')::bigint[] $$;
create function viewer_run_bodies() returns bigint[] stable parallel safe language sql as
$$ select coalesce(nullif(current_setting('app.run_bodies', true), ''), '{}')::bigint[] $$;
create function viewer_in_network() returns boolean stable parallel safe language sql as
$$ select coalesce(current_setting('app.in_network', true), '') = 'yes' $$;
create function viewer_reads_all() returns boolean stable parallel safe language sql as
$$ select public.viewer_duties() && array['secretariat', 'auditor'] $$;
create or replace function viewer_clearance() returns text stable parallel safe language sql as
$$ select case when 'secretariat' = any(public.viewer_duties()) then 'secretariat' else '' end $$;
-- Whoever may change anything of record.
create function viewer_keeps() returns boolean stable parallel safe language sql as
$$ select 'secretariat' = any(public.viewer_duties()) or public.viewer_run_bodies() <> '{}' $$;

-- The rights of an account on a day, as the records say on that day. Half-open periods; an unknown beginning has begun,
-- an unknown end has not come. `inNetwork`: sits, holds an office, or has a duty with the records. `runs`: coordinators, secretariats, chairs and co-chairs run the meetings of their body.
create function rights_of(account text, day date) returns jsonb
stable security definer set search_path = public language sql as
$$
  with me as (select a.person_id from accounts a where a.id = account and a.closed_at is null),
  duties as (
    select distinct g.duty from grants g, me where g.account_id = account
      and g.from_day <= day and (g.until_day is null or day < g.until_day)),
  sitting as (
    select b.id, b.ref, bool_or(s.role in ('coordinator', 'secretariat', 'chair', 'co-chair')) as runs,
      jsonb_agg(jsonb_build_object('seat', s.ref, 'role', s.role, 'capacity', h.capacity) order by s.ref) as seats
    from me join seat_holders h on h.person_id = me.person_id
      join seats s on s.id = h.seat_id join bodies b on b.id = s.body_id
    where s.archived_at is null and b.archived_at is null
      and coalesce(first_day(s.from_on) <= day, true) and coalesce(day < first_day(s.until_on), true)
      and coalesce(first_day(h.from_on) <= day, true) and coalesce(day < first_day(h.until_on), true)
      and coalesce(day < first_day(b.closed_on), true)
    group by b.id, b.ref),
  offices as (
    select distinct o.id, o.ref from me join positions p on p.person_id = me.person_id
      join organisations o on o.id = p.organisation_id
    where p.archived_at is null and o.archived_at is null
      and coalesce(first_day(p.from_on) <= day, true) and coalesce(day < first_day(p.until_on), true))
  select jsonb_build_object(
    'duties', (select coalesce(jsonb_agg(duty order by duty), '[]') from duties),
    'bodies', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'ref', ref, 'runs', runs, 'seats', seats)
      order by ref), '[]') from sitting),
    'organisations', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'ref', ref) order by ref), '[]') from offices),
    'inNetwork', exists (select from sitting) or exists (select from offices)
      or exists (select from duties where duty <> 'administrator'))
$$;
revoke execute on function rights_of(text, date) from public;
grant execute on function rights_of(text, date) to setu_desk;

-- One's own account, and all of them for those who invite and those who audit. Writing goes through src/lib/server/auth
-- and the room accounts; the administrator grants, the secretariat invites.
alter table accounts enable row level security;
create policy desk_reads on accounts for select to setu_desk using (
  id = (select viewer_account())
  or (select viewer_duties()) && array['secretariat', 'administrator', 'auditor']);
create policy desk_changes on accounts for update to setu_desk
  using (id = (select viewer_account()) or (select viewer_duties()) && array['secretariat', 'administrator'])
  with check (id = (select viewer_account()) or (select viewer_duties()) && array['secretariat', 'administrator']);
create policy desk_adds on accounts for insert to setu_desk
  with check ((select viewer_duties()) && array['secretariat', 'administrator']);
grant select on accounts to setu_desk;
-- Not the address, the person behind it, or what was accepted: those have doors of their own.
grant update (name, lang, updated_at) on accounts to setu_desk;
alter table grants enable row level security;
create policy desk_reads on grants for select to setu_desk using (
  account_id = (select viewer_account())
  or (select viewer_duties()) && array['secretariat', 'administrator', 'auditor']);
create policy desk_adds on grants for insert to setu_desk with check (
  (select viewer_duties()) @> array['administrator'] and account_id <> (select viewer_account()));
create policy desk_changes on grants for update to setu_desk
  using ((select viewer_duties()) @> array['administrator'] and account_id <> (select viewer_account()))
  with check ((select viewer_duties()) @> array['administrator'] and account_id <> (select viewer_account()));
grant select, insert on grants to setu_desk;
grant update (until_day, ended_by, ended_reason) on grants to setu_desk;

-- How far a row reaches: 0 the secretariat, 1 also whoever runs its body, 2 the members of its body, 3 the network
-- (everybody who sits or holds an office), 4 everybody. A draft reaches no further than 1; a child never further than
-- what it belongs to. `audience_id` is the body meant by 1 and 2. `is_public` stays what it says: it reaches everybody.
create function reach_of(visibility text, published boolean) returns smallint immutable parallel safe language sql as
$$ select least(array_position(array['secretariat', '-', 'body', 'network', 'public'], visibility) - 1,
     case when published then 4 else 1 end)::smallint $$;

-- Narrows what `reach` and `audience` say by the row it belongs to: two different bodies leave nobody but the secretariat.
create function narrowed(reach smallint, audience bigint, by_reach smallint, by_audience bigint) returns smallint
immutable parallel safe language sql as
$$ select case
     when by_reach <= 2 and audience is distinct from by_audience then 0::smallint
     else least(reach, by_reach) end $$;

-- Before a row is written. Arguments: the column with the id of its body ('' none), then pairs of the table and column
-- of what it belongs to; the table '@named' means the record that the columns kind and ref name.
create function set_reach() returns trigger security definer set search_path = public language plpgsql as $$
declare
  own jsonb := to_jsonb(new);
  is_record boolean := own ? 'visibility';
  belongs record;
  place int;
begin
  if is_record then
    if tg_argv[0] <> '' and own ->> tg_argv[0] is not null then new.audience_id := (own ->> tg_argv[0])::bigint; end if;
    new.reach := reach_of(new.visibility, new.published_at is not null);
  else
    new.reach := 4;
    new.audience_id := null;
  end if;
  for place in 1 .. coalesce(array_upper(tg_argv, 1), 0) by 2 loop
    if tg_argv[place] = '@named' then
      execute format('select reach, audience_id from %I where ref = $1', own ->> 'kind') into belongs using own ->> 'ref';
    elsif own ->> tg_argv[place + 1] is null then
      continue;
    else
      execute format('select reach, audience_id from %I where id = $1', tg_argv[place])
        into belongs using (own ->> tg_argv[place + 1])::bigint;
    end if;
    if belongs.reach is null then continue; end if;
    new.audience_id := coalesce(new.audience_id, belongs.audience_id);
    new.reach := narrowed(new.reach, new.audience_id, belongs.reach, belongs.audience_id);
  end loop;
  if own ->> 'visibility' = 'body' and new.audience_id is null then
    raise exception 'what only a body sees needs a body' using errcode = 'check_violation', constraint = 'audience_missing';
  end if;
  new.is_public := new.reach = 4;
  return new;
end $$;

-- After a record's reach changed: what belongs to it, its row in the register and its links follow. Arguments: pairs of
-- table and column of what belongs to it.
create function pass_reach_on() returns trigger security definer set search_path = public language plpgsql as $$
declare place int;
begin
  for place in 0 .. coalesce(array_upper(tg_argv, 1), -1) by 2 loop
    execute format('update %I set is_public = is_public where %I = $1', tg_argv[place], tg_argv[place + 1]) using new.id;
  end loop;
  update records set is_public = is_public where kind = tg_table_name and ref = new.ref;
  update evidence_links set is_public = is_public where kind = tg_table_name and ref = new.ref;
  update story_cites set is_public = is_public where kind = tg_table_name and ref = new.ref;
  return null;
end $$;

-- What belongs to what. `named` tables point with kind and ref.
create temporary table belonging (
  child text, child_column text, parent text, place int generated always as identity) on commit drop;
insert into belonging (child, child_column, parent) values
  ('seats', 'body_id', 'bodies'), ('seat_holders', 'seat_id', 'seats'),
  ('positions', 'person_id', 'people'), ('positions', 'organisation_id', 'organisations'),
  ('items', 'framework_id', 'frameworks'), ('crosswalks', 'from_item_id', 'items'),
  ('commitment_parties', 'commitment_id', 'commitments'), ('commitment_items', 'commitment_id', 'commitments'),
  ('commitment_links', 'commitment_id', 'commitments'), ('commitment_statuses', 'commitment_id', 'commitments'),
  ('actions', 'plan_id', 'plans'), ('action_items', 'action_id', 'actions'),
  ('action_commitments', 'action_id', 'actions'),
  ('indicator_items', 'indicator_id', 'indicators'), ('observations', 'indicator_id', 'indicators'),
  ('meetings', 'body_id', 'bodies'), ('meetings', 'parent_id', 'meetings'),
  ('meeting_organisations', 'meeting_id', 'meetings'), ('meeting_people', 'meeting_id', 'meetings'),
  ('meeting_bodies', 'meeting_id', 'meetings'), ('agenda_items', 'meeting_id', 'meetings'),
  ('decisions', 'body_id', 'bodies'), ('decisions', 'meeting_id', 'meetings'),
  ('decision_actions', 'decision_id', 'decisions'), ('decision_commitments', 'decision_id', 'decisions'),
  ('quotations', 'meeting_id', 'meetings'), ('pictures', 'meeting_id', 'meetings'),
  ('issued_documents', 'edition_id', 'editions'), ('edition_notices', 'edition_id', 'editions'),
  ('stories', 'edition_id', 'editions'), ('story_cites', 'story_id', 'stories'), ('story_cites', '', '@named'),
  ('evidence_links', 'evidence_id', 'evidence'), ('evidence_links', '', '@named'),
  ('records', '', '@named');

-- Guards a table with reach, audience_id and is_public. `kept_by_body`: whoever runs the body keeps its rows too.
drop procedure guard(regclass, boolean);
create procedure guard(guarded regclass, links boolean default false, kept_by_body boolean default false)
language plpgsql as $$
declare
  keeps text := '(select viewer_clearance()) = ''secretariat''';
  named record;
begin
  if kept_by_body then
    keeps := format('(%s or (reach >= 1 and audience_id = any((select viewer_run_bodies())::bigint[])))', keeps);
  end if;
  for named in select policyname from pg_policies where schemaname = 'public' and tablename = guarded::text loop
    execute format('drop policy %I on %s', named.policyname, guarded);
  end loop;
  execute format('alter table %s enable row level security', guarded);
  execute format('create policy public_reads on %s for select to setu_public using (is_public)', guarded);
  execute format($p$create policy desk_reads on %s for select to setu_desk using (is_public
    or (select viewer_reads_all())
    or (reach >= 3 and (select viewer_in_network()))
    or (reach >= 2 and audience_id = any((select viewer_bodies())::bigint[]))
    or (reach >= 1 and audience_id = any((select viewer_run_bodies())::bigint[])))$p$, guarded);
  execute format('create policy desk_adds on %s for insert to setu_desk with check (%s)', guarded, keeps);
  execute format('create policy desk_changes on %s for update to setu_desk using (%2$s) with check (%2$s)', guarded, keeps);
  execute format('grant select on %s to setu_public, setu_desk', guarded);
  execute format('grant insert, update on %s to setu_desk', guarded);
  if links then
    execute format('create policy desk_replaces on %s for delete to setu_desk using (%s)', guarded, keeps);
    execute format('grant delete on %s to setu_desk', guarded);
  end if;
end $$;

-- Gives a table its reach: the columns, the triggers that keep them, and the guard that asks for them.
create procedure give_reach(made regclass, body_column text, parents text[], children text[],
  links boolean default false, kept_by_body boolean default false) language plpgsql as $$
declare
  is_record boolean := exists (select from information_schema.columns
    where table_schema = 'public' and table_name = made::text and column_name = 'visibility');
begin
  execute format('alter table %s add column if not exists reach smallint not null default 0,
    add column if not exists audience_id bigint', made);
  if is_record then
    execute format('alter table %s alter column is_public drop expression if exists', made);
    execute format('alter table %s alter column is_public set default false', made);
  end if;
  execute format('drop trigger if exists reach on %s', made);
  execute format('create trigger reach before insert or update on %s for each row execute function set_reach(%s)', made,
    (select string_agg(quote_literal(argument), ', ' order by place)
     from unnest(array[body_column] || parents) with ordinality as a (argument, place)));
  if is_record then
    execute format('drop trigger if exists reach_passed_on on %s', made);
    execute format('create trigger reach_passed_on after update on %s for each row
      when ((old.reach, old.audience_id) is distinct from (new.reach, new.audience_id))
      execute function pass_reach_on(%s)', made,
      coalesce((select string_agg(quote_literal(argument), ', ' order by place)
        from unnest(children) with ordinality as a (argument, place)), ''));
  end if;
  call guard(made, links, kept_by_body);
end $$;

do $$
declare
  made record;
  old record;
  kept text[] := array['meetings', 'agenda_items', 'decisions', 'meeting_organisations', 'meeting_people',
    'meeting_bodies', 'decision_actions', 'decision_commitments', 'records', 'evidence_links'];
begin
  -- The triggers that copied is_public alone are replaced.
  for old in select tgname, tgrelid::regclass as at from pg_trigger where not tgisinternal and tgname like 'publicity%' loop
    execute format('drop trigger %I on %s', old.tgname, old.at);
  end loop;
  -- All columns first: rows that stand pass their reach on to tables further down.
  for made in select t.table_name::text as name, exists (select from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'visibility') as is_record
      from information_schema.columns t
      where t.table_schema = 'public' and t.column_name = 'is_public' and t.table_name not like '%tallies' loop
    execute format('alter table %I add column reach smallint not null default 0, add column audience_id bigint', made.name);
    if made.is_record then execute format('alter table %I alter column is_public drop expression', made.name); end if;
  end loop;
  -- Parents before children: the rows that stand get their reach from rows that have it.
  for made in
    with recursive depth as (
      select t.table_name::text as name, 0 as deep from information_schema.columns t
        where t.table_schema = 'public' and t.column_name = 'is_public' and t.table_name not like '%tallies'
      union
      select b.child, d.deep + 1 from depth d join belonging b on b.parent = d.name
        where d.deep < 9 and b.child <> b.parent)
    select name, max(deep) + case when name in ('evidence_links', 'story_cites', 'records') then 20 else 0 end as deep,
      exists (select from information_schema.columns c where c.table_schema = 'public'
        and c.table_name = depth.name and c.column_name = 'visibility') as is_record,
      exists (select from information_schema.columns c where c.table_schema = 'public'
        and c.table_name = depth.name and c.column_name = 'body_id') as has_body,
      (select array_agg(part order by b.place, n) from belonging b,
        unnest(array[b.parent, b.child_column]) with ordinality as p (part, n) where b.child = name) as parents,
      (select array_agg(part order by b.place, n) from belonging b,
        unnest(array[b.child, b.child_column]) with ordinality as p (part, n) where b.parent = name) as children
    from depth group by name order by 2, 1
  loop
    call give_reach(made.name::regclass,
      case when made.name = 'bodies' then 'id' when made.is_record and made.has_body then 'body_id' else '' end,
      made.parents, made.children, links => not made.is_record and made.name <> 'records',
      kept_by_body => made.name = any(kept));
    execute format('update %I set is_public = is_public', made.name);
  end loop;
end $$;

-- New tables of records and of rows they own are made with reach from now on.
drop procedure make_record_table(regclass);
create procedure make_record_table(made regclass, body_column text default '', parents text[] default '{}',
  children text[] default '{}', kept_by_body boolean default false) language plpgsql as $$
begin
  execute format($t$alter table %s
    add column id bigint generated always as identity primary key,
    add column ref reference not null unique,
    add column visibility text not null default 'public'
      check (visibility in ('public', 'network', 'body', 'secretariat')),
    add column published_at timestamptz,
    add column archived_at timestamptz,
    add column is_public boolean not null default false,
    add column version int not null default 1,
    add column note translated,
    add column created_at timestamptz not null,
    add column updated_at timestamptz not null$t$, made);
  call give_reach(made, body_column, parents, children, kept_by_body => kept_by_body);
end $$;
drop procedure make_link_table(regclass, regclass, name);
create procedure make_link_table(made regclass, owner regclass, owner_column name, kept_by_body boolean default false)
language plpgsql as $$
begin
  execute format('alter table %s add column is_public boolean not null default false', made);
  execute format('create index on %s (%I)', made, owner_column);
  call give_reach(made, '', array[owner::text, owner_column::text], '{}', links => true, kept_by_body => kept_by_body);
  execute format('create trigger reach_passed_on_to_%s after update on %s for each row
    when ((old.reach, old.audience_id) is distinct from (new.reach, new.audience_id))
    execute function pass_reach_on(%L, %L)', made, owner, made, owner_column);
end $$;
drop function copy_publicity_from_owner;
drop function copy_publicity_to_owned;

-- Whoever may change a record leaves its history, the work that follows, and the next state of the data.
alter table history add column account_id text references accounts;
drop policy desk_reads on history;
drop policy desk_adds on history;
create policy desk_reads on history for select to setu_desk using ((select viewer_reads_all()));
create policy desk_adds on history for insert to setu_desk with check (
  account_id is not distinct from nullif((select viewer_account()), '')
  and ((select viewer_account()) <> '' or (select viewer_clearance()) = 'secretariat'));
drop policy desk_adds on outbox;
create policy desk_adds on outbox for insert to setu_desk
  with check ((select viewer_account()) <> '' or (select viewer_clearance()) = 'secretariat');
drop policy desk_counts on data_version;
create policy desk_counts on data_version for update to setu_desk using ((select viewer_keeps()));
drop policy desk_adds on search_words;
create policy desk_adds on search_words for insert to setu_desk with check ((select viewer_keeps()));
