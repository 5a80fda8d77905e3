-- What attackers of the desk found: a meeting whose minutes are adopted stays the meeting they tell of, nothing is moved
-- into or out of adopted minutes, and what was written while a record was closed to a chair stays closed.

-- As migration 0031 has it, but what belonged to no adopted minutes cannot be moved under them either.
create or replace function keep_with_minutes() returns trigger security definer set search_path = public language plpgsql as $$
declare
  moving text[] := array['is_public', 'reach', 'audience_id', 'visibility', 'published_at', 'version', 'updated_at', 'note']
    || tg_argv::text[];
  of_meetings bigint[] := array[(to_jsonb(new) ->> 'meeting_id')::bigint];
begin
  if is_merging() then return new; end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - moving = to_jsonb(old) - moving then return new; end if;
    of_meetings := of_meetings || (to_jsonb(old) ->> 'meeting_id')::bigint;
  end if;
  if exists (select from minutes where meeting_id = any(of_meetings) and adopted_on is not null) then
    raise exception 'minutes.locked' using errcode = 'SE409';
  end if;
  return new;
end $$;

-- As migration 0031 has it, but it looks at the minutes a row leaves and at those it comes to.
create or replace function keep_adopted() returns trigger security definer set search_path = public language plpgsql as $$
declare
  derived text[] := array['is_public', 'reach', 'audience_id', 'visibility', 'published_at', 'version', 'updated_at'];
  of_minutes bigint[];
begin
  if is_merging() then return coalesce(new, old); end if;
  if tg_op <> 'INSERT' then of_minutes := array[(to_jsonb(old) ->> 'minutes_id')::bigint]; end if;
  if tg_op <> 'DELETE' then of_minutes := of_minutes || (to_jsonb(new) ->> 'minutes_id')::bigint; end if;
  if exists (select from minutes where id = any(of_minutes) and adopted_on is not null)
    and (tg_op <> 'UPDATE' or to_jsonb(new) - derived <> to_jsonb(old) - derived)
  then
    raise exception 'adopted minutes are locked' using errcode = 'check_violation', constraint = 'minutes_adopted';
  end if;
  return coalesce(new, old);
end $$;

-- The head of the minutes: name, time, place, language, number, whether it took place. A summary for the public may follow.
create or replace function keep_minuted_meeting() returns trigger security definer set search_path = public language plpgsql as $$
declare
  heading text[] := array['title', 'from_on', 'until_on', 'starts_at', 'ends_at', 'venue', 'place_id', 'language',
    'interpretation', 'ordinal', 'cancelled_on', 'body_id', 'kind', 'archived_at'];
  before jsonb := (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(old)) where key = any(heading));
  after jsonb := (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(new)) where key = any(heading));
begin
  if before <> after and not is_merging()
    and exists (select from minutes where meeting_id = new.id and adopted_on is not null) then
    raise exception 'minutes.locked' using errcode = 'SE409';
  end if;
  return new;
end $$;

-- Who took part, in which role, stays too.
create function keep_minuted_people() returns trigger security definer set search_path = public language plpgsql as $$
declare
  derived text[] := array['is_public', 'reach', 'audience_id'];
begin
  if is_merging() or (tg_op = 'UPDATE' and to_jsonb(new) - derived = to_jsonb(old) - derived) then
    return coalesce(new, old);
  end if;
  if exists (select from minutes where adopted_on is not null
      and meeting_id in ((to_jsonb(old) ->> 'meeting_id')::bigint, (to_jsonb(new) ->> 'meeting_id')::bigint)) then
    raise exception 'minutes.locked' using errcode = 'SE409';
  end if;
  return coalesce(new, old);
end $$;
create trigger adopted before insert or update or delete on meeting_people
  for each row execute function keep_minuted_people();
create trigger adopted before insert or update or delete on meeting_organisations
  for each row execute function keep_minuted_people();
create trigger adopted before insert or update or delete on meeting_bodies
  for each row execute function keep_minuted_people();

-- As migration 0026 has it, but whoever keeps a record without reading its history learns nothing from the time in which
-- it, or what it belongs to, was for the secretariat alone, but which columns changed: a stale form neither is an oracle
-- for what stood there nor overwrites it unasked.
create or replace function changes_since(of_kind text, of_ref text, of_version int)
returns table (before jsonb, after jsonb, actor text, at timestamptz)
stable security definer set search_path = public language plpgsql as $$
declare
  reads_all boolean := viewer_reads_all();
  row_of jsonb;
  opened bigint := 0;
begin
  if not reads_all then
    if not of_kind = any(array['meetings', 'agenda_items', 'decisions', 'minutes', 'minute_items', 'action_points']) then
      return;
    end if;
    execute format('select to_jsonb(x) from %I x where ref = $1 and reach >= 1 and audience_id = any(viewer_run_bodies())',
      of_kind) into row_of using of_ref;
    if row_of is null then return; end if;
    select coalesce(max(h.number), 0) into opened from history h
      where h.before ->> 'visibility' = 'secretariat' and (h.kind, h.ref) in (
        select of_kind, of_ref
        union all select 'meetings', m.ref from meetings m where m.id = (row_of ->> 'meeting_id')::bigint
        union all select 'agenda_items', a.ref from agenda_items a where a.id = (row_of ->> 'agenda_item_id')::bigint
        union all select 'agenda_items', u.ref from agenda_items a join agenda_items u on u.id = a.parent_id
          where a.id = (row_of ->> 'agenda_item_id')::bigint
        union all select 'agenda_items', u.ref from agenda_items u
          where of_kind = 'agenda_items' and u.id = (row_of ->> 'parent_id')::bigint
        union all select 'decisions', d.ref from decisions d where d.id = (row_of ->> 'decision_id')::bigint);
  end if;
  return query select case when h.number > opened then h.before else '{}' end,
      case when h.number > opened then h.after
        else coalesce((select jsonb_object_agg(key, null) from jsonb_object_keys(h.after) key), '{}') end,
      h.actor::text, h.at from history h
    where h.kind = of_kind and h.ref = of_ref and h.version > of_version order by h.number desc;
end $$;

-- Letters to many wait behind those that somebody stands at the door for, and no account can leave any number of them.
alter table outbox
  add column goes_last boolean not null default false,
  -- Whose command left it; none for jobs and for the door.
  add column account_id text default nullif(viewer_account(), '');
create index outbox_of_account on outbox (account_id, created_at) where account_id is not null;
create function letters_left_since(moment timestamptz) returns int
stable security definer set search_path = public language sql as
$$ select count(*)::int from outbox
   where account_id = viewer_account() and created_at > moment and topic = 'mail.send' and goes_last $$;
revoke execute on function letters_left_since(timestamptz) from public;
grant execute on function letters_left_since(timestamptz) to setu_desk;

-- As migration 0028 has it, with the link to join and whether the meeting has an attendance: then nobody is asked any more.
drop function own_invitations();
create function own_invitations() returns table (code text, ref text, title jsonb, body jsonb, from_on text,
  until_on text, starts_at text, ends_at text, venue jsonb, online_link text, cancelled_on text, is_held boolean,
  answer text, answered_when text, sent_on text)
stable security definer set search_path = public language sql as
$$ select i.code, m.ref::text, m.title::jsonb, b.name::jsonb, m.from_on::text, m.until_on::text, m.starts_at, m.ends_at,
     m.venue::jsonb, m.online_link, m.cancelled_on::text,
     exists (select from minutes n where n.meeting_id = m.id and n.archived_at is null),
     i.answer, i.answered_when, to_char(i.sent_at at time zone 'UTC', 'YYYY-MM-DD')
   from meeting_invitations i join meetings m on m.id = i.meeting_id left join bodies b on b.id = m.body_id
   where i.person_id = (select a.person_id from accounts a where a.id = viewer_account() and a.closed_at is null)
     and i.sent_at is not null and i.withdrawn_at is null and m.archived_at is null $$;
revoke execute on function own_invitations() from public;
grant execute on function own_invitations() to setu_desk;

-- Whoever reports a step can say where its proof is: owners have no files of their own here.
alter table action_point_steps add column proof text check (proof ~ '^https?://' and length(proof) <= 2000);
