-- What the last review of the desk found: the agenda and outcomes of adopted minutes stay as they are, a point reaches no
-- further than its decision, and what was closed when minutes went out stays closed in what is compared.

-- Refuses in the words of the product: asViewer turns this state into an expected error, its message is the code.
-- Arguments: the columns that may still change.
create function keep_with_minutes() returns trigger security definer set search_path = public language plpgsql as $$
declare
  moving text[] := array['is_public', 'reach', 'audience_id', 'visibility', 'published_at', 'version', 'updated_at', 'note']
    || tg_argv::text[];
  of_meeting bigint := (to_jsonb(new) ->> 'meeting_id')::bigint;
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - moving = to_jsonb(old) - moving then return new; end if;
    of_meeting := coalesce((to_jsonb(old) ->> 'meeting_id')::bigint, of_meeting);
  end if;
  if exists (select from minutes where meeting_id = of_meeting and adopted_on is not null) then
    raise exception 'minutes.locked' using errcode = 'SE409';
  end if;
  return new;
end $$;
create trigger adopted before insert or update on agenda_items for each row
  execute function keep_with_minutes('outcome', 'ended');
create trigger adopted before insert or update on decisions for each row
  execute function keep_with_minutes('carried_out_on', 'superseded_by_id');
create trigger adopted before insert or update on action_points for each row
  execute function keep_with_minutes('due_on', 'owner_seat_id', 'owner_organisation_id', 'owner_person_id');

-- Nor does the meeting become another one: its name, day and body head the minutes.
create function keep_minuted_meeting() returns trigger security definer set search_path = public language plpgsql as $$
begin
  if (new.title::jsonb, new.from_on, new.until_on, new.body_id, new.kind, new.archived_at)
      is distinct from (old.title::jsonb, old.from_on, old.until_on, old.body_id, old.kind, old.archived_at)
    and exists (select from minutes where meeting_id = new.id and adopted_on is not null) then
    raise exception 'minutes.locked' using errcode = 'SE409';
  end if;
  return new;
end $$;
create trigger adopted before update on meetings for each row execute function keep_minuted_meeting();

-- A point belongs to its decision too.
call give_reach('action_points', 'body_id',
  array['bodies', 'body_id', 'meetings', 'meeting_id', 'agenda_items', 'agenda_item_id', 'decisions', 'decision_id'],
  '{}', kept_by_body => true);
call give_reach('decisions', 'body_id',
  array['bodies', 'body_id', 'meetings', 'meeting_id', 'agenda_items', 'agenda_item_id'],
  array['decision_actions', 'decision_id', 'decision_commitments', 'decision_id', 'action_points', 'decision_id'],
  kept_by_body => true);
-- give_reach wrote the guard anew; an owner outside the body still reads what it took on.
create policy owner_reads on action_points for select to setu_desk using (published_at is not null
  and owns_point(owner_seat_id, owner_organisation_id, owner_person_id));
update action_points set is_public = is_public where decision_id is not null;

-- As migration 0027 has it, but what was opened since the minutes went out is not told to those for whom it was closed.
create or replace function circulated_texts(of_minutes bigint) returns table (item text, said jsonb)
stable security definer set search_path = public language sql as
$$ select i.ref::text, case when exists (select from history h where h.kind = 'minute_items' and h.ref = i.ref
       and h.action = 'create' and h.number > c.number) then null
     else coalesce((select h.before -> 'text' from history h where h.kind = 'minute_items' and h.ref = i.ref
       and h.number > c.number and h.before ? 'text' order by h.number limit 1), i.text::jsonb) end
   from minutes m join minute_items i on i.minutes_id = m.id join agenda_items a on a.id = i.agenda_item_id
     left join agenda_items u on u.id = a.parent_id,
     lateral (select max(h.number) as number from history h
       where h.kind = 'minutes' and h.ref = m.ref and h.after ->> 'circulated_on' is not null) c
   where m.id = of_minutes and c.number is not null
     and (viewer_reads_all() or (i.reach >= 2 and i.audience_id = any(viewer_bodies())
       and not exists (select from history h where h.kind = 'agenda_items' and h.ref in (a.ref, u.ref)
         and h.number > c.number and (h.after ? 'visibility' or h.after ? 'published_at')))) $$;

-- As migration 0028 has it, but a chair learns addresses of those only who sit in the meeting's own body today.
create or replace function meeting_addresses(meeting bigint) returns table (person_id bigint, address text, lang text)
stable security definer set search_path = public language sql as
$$ select a.person_id, a.email, a.lang from accounts a
   where runs_meeting(meeting) and a.person_id is not null and a.closed_at is null and a.email_verified
     and (viewer_clearance() = 'secretariat' or exists (
       select from seat_holders h join seats s on s.id = h.seat_id join meetings m on m.id = meeting
       where h.person_id = a.person_id and s.archived_at is null and s.body_id = m.body_id
         and coalesce(first_day(h.from_on) <= current_date, true) and coalesce(first_day(h.until_on) > current_date, true)
         and coalesce(s.from_day <= current_date, true) and coalesce(s.until_day > current_date, true))) $$;

-- As migration 0028 has it; with the account go its private notes.
create or replace function forget_address() returns trigger security definer set search_path = public language plpgsql as $$
begin
  delete from calendar_feeds where account_id = new.id;
  delete from private_notes where account_id = new.id;
  update meeting_invitations set address = code || '@closed.invalid', withdrawn_at = coalesce(withdrawn_at, new.closed_at)
    where address = old.email;
  return new;
end $$;
