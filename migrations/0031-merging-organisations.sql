-- Two records of one organisation become one: whatever named the duplicate names the other, and its address leads there.
alter table organisations add column merged_into_id bigint references organisations
  check (merged_into_id <> id and (merged_into_id is null or archived_at is not null));
create index organisations_merged_into on organisations (merged_into_id) where merged_into_id is not null;

-- Who an organisation is does not change what adopted minutes say: merging goes past what keeps them.
create function is_merging() returns boolean stable language sql as
$$ select coalesce(current_setting('setu.merging', true), '') = 'yes' $$;

create or replace function keep_with_minutes() returns trigger security definer set search_path = public language plpgsql as $$
declare
  moving text[] := array['is_public', 'reach', 'audience_id', 'visibility', 'published_at', 'version', 'updated_at', 'note']
    || tg_argv::text[];
  of_meeting bigint := (to_jsonb(new) ->> 'meeting_id')::bigint;
begin
  if is_merging() then return new; end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - moving = to_jsonb(old) - moving then return new; end if;
    of_meeting := coalesce((to_jsonb(old) ->> 'meeting_id')::bigint, of_meeting);
  end if;
  if exists (select from minutes where meeting_id = of_meeting and adopted_on is not null) then
    raise exception 'minutes.locked' using errcode = 'SE409';
  end if;
  return new;
end $$;

create or replace function keep_adopted() returns trigger security definer set search_path = public language plpgsql as $$
declare locked boolean;
begin
  if is_merging() then return case when tg_op = 'DELETE' then old else new end; end if;
  select adopted_on is not null into locked from minutes
    where id = (case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> 'minutes_id')::bigint;
  if locked and (tg_op <> 'UPDATE'
    or to_jsonb(new) - array['is_public', 'reach', 'audience_id', 'visibility', 'published_at', 'version', 'updated_at']
      <> to_jsonb(old) - array['is_public', 'reach', 'audience_id', 'visibility', 'published_at', 'version', 'updated_at'])
  then
    raise exception 'adopted minutes are locked' using errcode = 'check_violation', constraint = 'minutes_adopted';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- Every column that names an organisation, as the catalogue knows them: a new one is not forgotten. `is_record` says
-- whether the rows have a reference and a history of their own.
create function naming_organisations() returns table (named text, field text, is_record boolean)
stable language sql as
$$ select c.conrelid::regclass::text, a.attname::text,
     exists (select from pg_attribute r where r.attrelid = c.conrelid and r.attname = 'version' and not r.attisdropped)
   from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
   where c.contype = 'f' and c.confrelid = 'organisations'::regclass and cardinality(c.conkey) = 1
     and a.attname <> 'merged_into_id'
   order by 1, 2 $$;

-- Lets everything that names one organisation name another; gives the records that changed, for their history. Rows that
-- a record owns and that the other organisation has already are not doubled. For the secretariat alone.
create function rename_organisation(duplicate bigint, kept bigint, at timestamptz)
returns table (kind text, ref text, version int, field text)
security definer set search_path = public language plpgsql as $$
declare
  found record;
  owned record;
begin
  if viewer_clearance() is distinct from 'secretariat' then
    raise exception 'record.refused' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('setu.merging', 'yes', true);
  update organisations o set parent_id = null where o.id = kept and o.parent_id = duplicate;
  update organisations o set merged_into_id = kept where o.merged_into_id = duplicate;
  for found in select * from naming_organisations() loop
    if found.is_record then
      return query execute format(
        'update %1$s x set %2$I = $1, version = x.version + 1, updated_at = $3 where x.%2$I = $2
         returning %1$L::text, x.ref::text, x.version, %2$L::text', found.named, found.field) using kept, duplicate, at;
    else
      for owned in execute format('select ctid as place from %s where %I = $1', found.named, found.field) using duplicate loop
        begin
          execute format('update %s set %I = $1 where ctid = $2', found.named, found.field) using kept, owned.place;
        exception when unique_violation then
          execute format('delete from %s where ctid = $1', found.named) using owned.place;
        end;
      end loop;
    end if;
  end loop;
  for owned in select l.ctid as place from evidence_links l
      where l.kind = 'organisations' and l.ref = (select o.ref from organisations o where o.id = duplicate) loop
    begin
      update evidence_links l set ref = (select o.ref from organisations o where o.id = kept) where l.ctid = owned.place;
    exception when unique_violation then
      delete from evidence_links l where l.ctid = owned.place;
    end;
  end loop;
  perform set_config('setu.merging', '', true);
end $$;
revoke execute on function rename_organisation(bigint, bigint, timestamptz) from public;
grant execute on function rename_organisation(bigint, bigint, timestamptz), naming_organisations(), is_merging()
  to setu_desk;
