-- What the file store holds, by the hash of the content. A row stands before the content does, and whatever refers to
-- content refers to its row: content that is referred to cannot be cleared away.
create table stored_contents (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  -- When it was last put into the store.
  kept_at timestamptz not null,
  -- When all of it was last read, and since when it is damaged or missing.
  checked_at timestamptz,
  spoiled_at timestamptz
);
alter table stored_contents enable row level security;
create index stored_contents_checked on stored_contents (checked_at nulls first);

insert into stored_contents (hash, kept_at, spoiled_at)
  select hash, max(at), max(spoiled_at) from (
    select hash, created_at as at, spoiled_at from files
    union all select pdf_hash, issued_at, null from issued_documents where pdf_hash is not null) as held
  group by hash;
alter table files add foreign key (hash) references stored_contents;
alter table issued_documents add foreign key (pdf_hash) references stored_contents;
create index issued_documents_pdf on issued_documents (pdf_hash) where pdf_hash is not null;

-- Which content is referred to, and by which tables: whatever has a foreign key to it, also tables made later.
create function referred_contents() returns table (hash text, kinds text[])
stable set search_path = public language plpgsql as $$
declare referring text;
begin
  select string_agg(format('select %I as hash, %L as kind from %s', a.attname, c.conrelid::regclass, c.conrelid::regclass),
    ' union all ') into referring
  from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and c.confrelid = 'stored_contents'::regclass;
  return query execute format('select r.hash, array_agg(distinct r.kind) from (%s) r where r.hash is not null group by r.hash',
    referring);
end $$;
revoke execute on function referred_contents() from public;

-- For the page on safety: how much of what is stored is damaged or missing.
create function spoiled_contents() returns bigint stable security definer set search_path = public language sql as $$
  select count(*) from stored_contents c
  where c.spoiled_at is not null and c.hash in (select r.hash from referred_contents() r)
    and viewer_duties() && array['administrator', 'auditor']
$$;
revoke execute on function spoiled_contents() from public;
grant execute on function spoiled_contents() to setu_desk;
