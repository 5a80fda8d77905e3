-- Minutes through their life: what is adopted stays as it is, what members say to it, who is written to, and what late
-- minutes are asked for once.

-- Adopted minutes keep the days of their life too: nobody takes an adoption back to change what was adopted.
create function keep_adoption() returns trigger language plpgsql as $$
declare moving text[] := array['is_public', 'reach', 'audience_id', 'visibility', 'published_at', 'version', 'updated_at'];
begin
  if old.adopted_on is not null and to_jsonb(new) - moving <> to_jsonb(old) - moving then
    raise exception 'adopted minutes are locked' using errcode = 'check_violation', constraint = 'minutes_adopted';
  end if;
  return new;
end $$;
create trigger adopted before update on minutes for each row execute function keep_adoption();

-- A correction is proposed while the minutes are out and in one's own name; an erratum stands beside adopted minutes.
-- What was proposed is never rewritten, and what was answered stays answered.
create function keep_correction() returns trigger security definer set search_path = public language plpgsql as $$
declare
  of_minutes minutes;
  moving text[] := array['is_public', 'reach', 'audience_id'];
  answering text[] := array['answer', 'answered_at', 'answer_reason'];
begin
  select m.* into of_minutes from minute_items i join minutes m on m.id = i.minutes_id where i.id = new.minute_item_id;
  if tg_op = 'INSERT' then
    if viewer_account() <> '' and new.account_id is distinct from viewer_account() then
      raise exception 'a correction is somebody''s own' using errcode = 'insufficient_privilege';
    end if;
    if new.is_erratum <> (of_minutes.adopted_on is not null) or of_minutes.circulated_on is null then
      raise exception 'this is not the time for it' using errcode = 'check_violation', constraint = 'corrections_time';
    end if;
  elsif to_jsonb(new) - moving <> to_jsonb(old) - moving and (old.answer is not null or old.is_erratum
      or of_minutes.adopted_on is not null
      or to_jsonb(new) - moving - answering <> to_jsonb(old) - moving - answering) then
    raise exception 'what was said stays' using errcode = 'check_violation', constraint = 'corrections_kept';
  end if;
  return new;
end $$;
create trigger kept before insert or update on corrections for each row execute function keep_correction();
create index corrections_item on corrections (minute_item_id);

-- Circulated minutes, and what belongs to them, are for the body; what each of them is for once they are adopted waits
-- here.
create table held_back (
  minutes_id bigint not null references minutes,
  kind text not null check (kind in ('minutes', 'minute_items', 'decisions', 'action_points')),
  ref reference not null,
  opens_to text not null check (opens_to in ('public', 'network', 'body', 'secretariat')),
  primary key (minutes_id, kind, ref)
);
call make_link_table('held_back', 'minutes', 'minutes_id', kept_by_body => true);
drop policy public_reads on held_back;
revoke select on held_back from setu_public;

-- What circulated minutes said, for those who can read them as they are between the members: the history itself is
-- not theirs to read. Null for what was added since.
create function circulated_texts(of_minutes bigint) returns table (item text, said jsonb)
stable security definer set search_path = public language sql as
$$ select i.ref::text, case when exists (select from history h where h.kind = 'minute_items' and h.ref = i.ref
       and h.action = 'create' and h.number > c.number) then null
     else coalesce((select h.before -> 'text' from history h where h.kind = 'minute_items' and h.ref = i.ref
       and h.number > c.number and h.before ? 'text' order by h.number limit 1), i.text::jsonb) end
   from minutes m join minute_items i on i.minutes_id = m.id,
     lateral (select max(h.number) as number from history h
       where h.kind = 'minutes' and h.ref = m.ref and h.after ->> 'circulated_on' is not null) c
   where m.id = of_minutes and c.number is not null
     and (viewer_reads_all() or (i.reach >= 2 and i.audience_id = any(viewer_bodies()))) $$;

-- Whoever runs a body writes to its members: those who sit in it on a day and can sign in.
create function member_addresses(of_body bigint, on_day date) returns table (email text, lang text)
stable security definer set search_path = public language sql as
$$ select distinct a.email, a.lang from seats s join seat_holders h on h.seat_id = s.id
     join accounts a on a.person_id = h.person_id
   where s.body_id = of_body and s.archived_at is null and a.closed_at is null and a.email_verified
     and coalesce(first_day(s.from_on) <= on_day, true) and coalesce(on_day < first_day(s.until_on), true)
     and coalesce(first_day(h.from_on) <= on_day, true) and coalesce(on_day < first_day(h.until_on), true)
     and (viewer_clearance() = 'secretariat' or of_body = any(viewer_run_bodies())) $$;
revoke execute on function circulated_texts(bigint), member_addresses(bigint, date) from public;
grant execute on function circulated_texts(bigint), member_addresses(bigint, date) to setu_desk;

-- Late minutes are asked for by letter once.
create table minutes_reminders (
  meeting_id bigint primary key references meetings,
  left_at timestamptz not null
);
alter table minutes_reminders enable row level security;
