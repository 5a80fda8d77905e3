-- Files of others: their identifiers at our records, how their columns are read, and which of their rows became which record.

-- What a recommendation is called where it was published first, such as the annotation of the Universal Human Rights Index.
alter table commitments
  add column external_scheme text check (external_scheme in ('uhri', 'other')),
  add column external_ref text check (length(trim(external_ref)) between 1 and 200),
  add constraint commitments_external_whole check ((external_scheme is null) = (external_ref is null)),
  add constraint commitments_external_once unique (external_scheme, external_ref);

-- One file on its way in, read but not yet taken over. `content` are its sheets as rows of texts; `settings` say how it is read.
create table imports (
  id text primary key check (length(id) >= 16),
  account_id text references accounts on delete set null,
  made_at timestamptz not null,
  file_name text not null check (length(file_name) <= 200),
  noun text not null,
  organisation_id bigint not null references organisations,
  content jsonb not null,
  settings jsonb not null default '{}',
  applied_at timestamptz,
  -- How many rows were new, changed, left as they are.
  outcome jsonb not null default '{}'
);
create index imports_latest on imports (made_at desc);

-- How the columns of an organisation's files are read, by the words of their headers: moved columns are found again.
create table import_mappings (
  organisation_id bigint not null references organisations,
  noun text not null,
  signature text not null,
  settings jsonb not null,
  updated_at timestamptz not null,
  primary key (organisation_id, noun, signature)
);

-- Which row of an organisation's files became which record, and what the file said of it last: what a person edited since
-- is told apart from what changed in the file.
create table import_keys (
  organisation_id bigint not null references organisations,
  noun text not null,
  key text not null,
  ref reference not null,
  said jsonb not null,
  updated_at timestamptz not null,
  primary key (organisation_id, noun, key)
);
create index import_keys_record on import_keys (noun, ref);

-- The secretariat's alone.
do $$ declare made text; begin
  foreach made in array array['imports', 'import_mappings', 'import_keys'] loop
    execute format('alter table %I enable row level security', made);
    execute format('create policy secretariat_only on %I to setu_desk using ((select viewer_clearance()) = ''secretariat'')
      with check ((select viewer_clearance()) = ''secretariat'')', made);
    execute format('grant select, insert, update on %I to setu_desk', made);
  end loop;
end $$;
grant delete on imports to setu_desk;
