-- What every room stands on: value types, the two restricted roles, history, outbox, the register of records.

create extension if not exists pg_trgm;

-- A date as precisely as it is known: 2022, 2022-07 or 2022-07-05. See src/lib/dates.ts.
create domain partial_date as text
  check (value ~ '^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$');

-- A public reference: stable, readable, part of addresses. Never a database id.
create domain reference as text check (value ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$');

-- One text in both languages: {source, en, bn, status}. See src/lib/translated.ts.
create domain translated as jsonb check (
  value is null or (
    jsonb_typeof(value) = 'object'
    and value ->> 'source' in ('en', 'bn')
    and coalesce(value ->> (value ->> 'source'), '') <> ''
    and jsonb_typeof(value -> 'status') = 'object'
  )
);

create function first_day(day partial_date) returns date immutable strict parallel safe language sql as
$$ select make_date(
     substr(day, 1, 4)::int,
     coalesce(nullif(substr(day, 6, 2), '')::int, 1),
     coalesce(nullif(substr(day, 9, 2), '')::int, 1)) $$;

create function day_after(day partial_date) returns date immutable strict parallel safe language sql as
$$ select (public.first_day(day) + case length(day)
     when 4 then interval '1 year' when 7 then interval '1 month' else interval '1 day' end)::date $$;

-- Requests run as one of these two roles (see src/lib/server/db/viewer.ts). Neither may log in or own anything.
-- Roles belong to the whole server: another database of it may be making them at this moment.
do $$
declare wanted text;
begin
  foreach wanted in array array['setu_public', 'setu_desk'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then execute format('create role %I nologin', wanted); end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;
do $$ begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant setu_public, setu_desk to %I', current_user);
  end if;
end $$;
revoke all on schema public from public;
grant usage on schema public to setu_public, setu_desk;

-- What the signed-in viewer is cleared for; empty for the public.
create function viewer_clearance() returns text stable parallel safe language sql as
$$ select coalesce(current_setting('app.clearance', true), '') $$;

-- Every change ever made to a record: who, when, through which door, before and after. Only ever added to.
create table history (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  request_id text not null,
  door text not null check (door in ('form', 'workbook', 'api', 'job', 'command-line', 'pack')),
  actor text not null,
  kind text not null,
  ref reference not null,
  action text not null check (action in ('create', 'change', 'publish', 'withdraw', 'archive', 'restore')),
  before jsonb not null,
  after jsonb not null,
  reason text
);
create index history_record on history (kind, ref, id);
alter table history enable row level security;
create policy desk_reads on history for select to setu_desk using ((select viewer_clearance()) = 'secretariat');
create policy desk_adds on history for insert to setu_desk with check ((select viewer_clearance()) = 'secretariat');
grant select, insert on history to setu_desk;

-- What has to happen after a commit: written in the transaction, done by a job, once.
create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  done_at timestamptz,
  last_error text
);
create index outbox_due on outbox (due_at) where done_at is null;
alter table outbox enable row level security;
create policy desk_adds on outbox for insert to setu_desk with check ((select viewer_clearance()) = 'secretariat');
grant insert on outbox to setu_desk;

-- One row that counts committed writes: the key of every cached public page.
create table data_version (only_row boolean primary key default true check (only_row), version bigint not null);
insert into data_version (version) values (1);
alter table data_version enable row level security;
create policy anyone_reads on data_version for select using (true);
create policy desk_counts on data_version for update to setu_desk using ((select viewer_clearance()) = 'secretariat');
grant select on data_version to setu_public, setu_desk;
grant update on data_version to setu_desk;

-- The register: one row per record of any kind. Citations, search and "what is this?" are answered here.
create table records (
  kind text not null,
  ref reference not null,
  path text not null,
  title translated not null,
  summary translated,
  dated partial_date,
  listed boolean not null default true,
  is_public boolean not null default false,
  archived boolean not null default false,
  updated_at timestamptz not null,
  words tsvector not null default ''::tsvector,
  primary key (kind, ref)
);
create index records_words on records using gin (words);
create index records_updated on records (updated_at desc);

-- Every word of the register once, to find what a misspelt word meant.
create table search_words (word text primary key);
create index search_words_similar on search_words using gin (word gin_trgm_ops);
alter table search_words enable row level security;
create policy anyone_reads on search_words for select using (true);
create policy desk_adds on search_words for insert to setu_desk with check ((select viewer_clearance()) = 'secretariat');
grant select on search_words to setu_public, setu_desk;
grant insert on search_words to setu_desk;

-- Which packs are loaded, in which version.
create table packs (
  name text primary key,
  version text not null,
  digest text not null,
  loaded_at timestamptz not null
);
alter table packs enable row level security;
create policy anyone_reads on packs for select using (true);
create policy desk_writes on packs for all to setu_desk
  using ((select viewer_clearance()) = 'secretariat') with check ((select viewer_clearance()) = 'secretariat');
grant select on packs to setu_public, setu_desk;
grant insert, update on packs to setu_desk;

-- Guards a table that has a column is_public: the public reads public rows, the desk what it is cleared for,
-- only the secretariat writes, nobody deletes. `links` are rows owned by a record: they may be replaced.
create procedure guard(guarded regclass, links boolean default false) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('create policy public_reads on %s for select to setu_public using (is_public)', guarded);
  execute format($p$create policy desk_reads on %s for select to setu_desk
    using (is_public or (select viewer_clearance()) = 'secretariat')$p$, guarded);
  execute format($p$create policy desk_adds on %s for insert to setu_desk
    with check ((select viewer_clearance()) = 'secretariat')$p$, guarded);
  execute format($p$create policy desk_changes on %s for update to setu_desk
    using ((select viewer_clearance()) = 'secretariat') with check ((select viewer_clearance()) = 'secretariat')$p$, guarded);
  execute format('grant select on %s to setu_public, setu_desk', guarded);
  execute format('grant insert, update on %s to setu_desk', guarded);
  if links then
    execute format($p$create policy desk_replaces on %s for delete to setu_desk
      using ((select viewer_clearance()) = 'secretariat')$p$, guarded);
    execute format('grant delete on %s to setu_desk', guarded);
  end if;
end $$;
call guard('records');

-- Makes a table one of records: the columns every record has, its guard, and its row in the register following it.
create procedure make_record_table(made regclass) language plpgsql as $$
begin
  execute format($t$alter table %s
    add column id bigint generated always as identity primary key,
    add column ref reference not null unique,
    add column visibility text not null default 'public'
      check (visibility in ('public', 'network', 'body', 'secretariat')),
    add column published_at timestamptz,
    add column archived_at timestamptz,
    add column is_public boolean not null
      generated always as (visibility = 'public' and published_at is not null) stored,
    add column version int not null default 1,
    add column note translated,
    add column created_at timestamptz not null,
    add column updated_at timestamptz not null$t$, made);
  call guard(made);
end $$;

-- Rows owned by a record are as public as their owner: copied when they are written and when the owner changes.
-- Arguments: owner table, owner column of this table.
create function copy_publicity_from_owner() returns trigger language plpgsql as $$
begin
  execute format('select is_public from %I where id = $1.%I', tg_argv[0], tg_argv[1]) into new.is_public using new;
  return new;
end $$;

create function copy_publicity_to_owned() returns trigger language plpgsql as $$
begin
  execute format('update %I set is_public = $1 where %I = $2', tg_argv[0], tg_argv[1]) using new.is_public, new.id;
  return null;
end $$;

-- Makes a table one of rows owned by a record: guard, publicity, index on the owner.
create procedure make_link_table(made regclass, owner regclass, owner_column name) language plpgsql as $$
begin
  execute format('alter table %s add column is_public boolean not null default false', made);
  execute format('create index on %s (%I)', made, owner_column);
  execute format('create trigger publicity before insert or update on %s for each row
    execute function copy_publicity_from_owner(%L, %L)', made, owner, owner_column);
  execute format('create trigger publicity_of_%s after update of visibility, published_at on %s for each row
    when (old.is_public is distinct from new.is_public)
    execute function copy_publicity_to_owned(%L, %L)', made, owner, made, owner_column);
  call guard(made, links => true);
end $$;
