-- The life of a body at the desk: how it decides, its agenda, the minutes with attendance and corrections, invitations,
-- decisions by number, and action points.

-- How a body works: which roles vote and how many of them make a quorum; whether minutes are adopted by the next meeting
-- or by silence, and how many days members have to correct them; how far its meetings reach unless somebody says so.
alter table bodies
  add column voting_roles text[] not null default '{chair,co-chair,coordinator,member}' check (
    voting_roles <@ array['coordinator', 'secretariat', 'chair', 'co-chair', 'member', 'observer']),
  add column quorum int check (quorum > 0),
  add column adoption text not null default 'next-meeting' check (adoption in ('next-meeting', 'silence')),
  add column correction_days int not null default 10 check (correction_days between 1 and 90),
  add column meeting_visibility text not null default 'body' check (
    meeting_visibility in ('public', 'network', 'body', 'secretariat'));

-- The language a meeting is held in, and what is interpreted for whom.
alter table meetings
  add column language text check (language in ('en', 'bn', 'both')),
  add column interpretation translated;

-- An agenda item may belong to another one, has its minutes of time and somebody who presents it, and ends treated,
-- carried over to the next meeting of the body, or withdrawn.
alter table agenda_items
  add column parent_id bigint references agenda_items,
  add column duration int check (duration between 1 and 600),
  add column presenter_person_id bigint references people,
  add column presenter_organisation_id bigint references organisations,
  add column ended text check (ended in ('treated', 'carried-over', 'withdrawn')),
  add column continues_id bigint references agenda_items,
  add check (parent_id <> id),
  add check (continues_id <> id);
-- What was carried over comes back once.
create unique index agenda_items_continued on agenda_items (continues_id) where archived_at is null;

-- A decision has a number within its body and year, is carried out at some time, or gives way to a later one.
alter table decisions
  add column number int check (number > 0),
  add column carried_out_on partial_date,
  add column superseded_by_id bigint references decisions,
  add check (superseded_by_id <> id);
update decisions d set number = n.number from (
  select id, row_number() over (partition by body_id, left(decided_on, 4) order by first_day(decided_on), ref) as number
  from decisions where kind <> 'discussion') n where n.id = d.id;
create unique index decisions_number on decisions (body_id, left(decided_on, 4), number);
-- The last number of each year, also where the asker does not see the decision that has it.
create function last_decision_numbers(of_bodies text[]) returns table (body text, year text, number int)
stable security definer set search_path = public language sql as
$$ select b.ref::text, left(d.decided_on, 4), max(d.number) from decisions d join bodies b on b.id = d.body_id
   where b.ref = any(of_bodies) and d.number is not null group by b.ref, left(d.decided_on, 4) $$;
revoke execute on function last_decision_numbers(text[]) from public;
grant execute on function last_decision_numbers(text[]) to setu_desk;

-- The number after the highest one among references of a kind that begin alike, also where the asker sees none of them.
create function next_reference_number(of_kind text, stem text) returns int
stable security definer set search_path = public language sql as
$$ select coalesce(max(substr(ref, length(stem) + 1)::int), 0) + 1 from records
   where kind = of_kind and starts_with(ref, stem) and substr(ref, length(stem) + 1) ~ '^\d{1,6}$' $$;
revoke execute on function next_reference_number(text, text) from public;
grant execute on function next_reference_number(text, text) to setu_desk;

-- The minutes of a meeting: who was there and what was said under each item. Draft until circulated; adopted they are
-- locked, and what is wrong in them is corrected by an erratum beside the text.
create table minutes (
  meeting_id bigint not null references meetings,
  circulated_on date,
  corrections_until date,
  adopted_on date,
  adopted_by text check (adopted_by in ('meeting', 'silence')),
  adopted_at_id bigint references meetings,
  check ((adopted_on is null) = (adopted_by is null)),
  check ((circulated_on is null) = (corrections_until is null)),
  check (adopted_on is null or circulated_on is not null),
  check (corrections_until >= circulated_on)
);
call make_record_table('minutes', '', array['meetings', 'meeting_id'], array['minute_items', 'minutes_id'],
  kept_by_body => true);
create unique index minutes_meeting on minutes (meeting_id);

create table minute_items (
  minutes_id bigint not null references minutes,
  agenda_item_id bigint not null references agenda_items,
  text translated not null
);

-- Something somebody took on: who, what, by when, and where it came from. How far it is stands in its steps.
create table action_points (
  body_id bigint not null references bodies,
  meeting_id bigint references meetings,
  agenda_item_id bigint references agenda_items,
  decision_id bigint references decisions,
  task translated not null,
  owner_seat_id bigint references seats,
  owner_organisation_id bigint references organisations,
  owner_person_id bigint references people,
  agreed_on partial_date not null,
  due_on partial_date,
  check (num_nonnulls(owner_seat_id, owner_organisation_id, owner_person_id) = 1)
);

call make_record_table('minute_items', '', array['minutes', 'minutes_id', 'agenda_items', 'agenda_item_id'],
  kept_by_body => true);
create unique index minute_items_item on minute_items (minutes_id, agenda_item_id);
create index minute_items_agenda on minute_items (agenda_item_id);
call make_record_table('action_points', 'body_id',
  array['bodies', 'body_id', 'meetings', 'meeting_id', 'agenda_items', 'agenda_item_id'], kept_by_body => true);
create index action_points_body on action_points (body_id);
create index action_points_meeting on action_points (meeting_id);
create index action_points_seat on action_points (owner_seat_id);
create index action_points_organisation on action_points (owner_organisation_id);
create index action_points_person on action_points (owner_person_id);

-- What belongs to what now: the triggers that pass a narrower reach on know the new tables.
call give_reach('agenda_items', '', array['meetings', 'meeting_id', 'agenda_items', 'parent_id'],
  array['agenda_items', 'parent_id', 'minute_items', 'agenda_item_id', 'decisions', 'agenda_item_id',
    'action_points', 'agenda_item_id'], kept_by_body => true);
call give_reach('decisions', 'body_id',
  array['bodies', 'body_id', 'meetings', 'meeting_id', 'agenda_items', 'agenda_item_id'],
  array['decision_actions', 'decision_id', 'decision_commitments', 'decision_id'], kept_by_body => true);
call give_reach('meetings', 'body_id', array['bodies', 'body_id', 'meetings', 'parent_id'],
  array['meetings', 'parent_id', 'meeting_organisations', 'meeting_id', 'meeting_people', 'meeting_id',
    'meeting_bodies', 'meeting_id', 'agenda_items', 'meeting_id', 'decisions', 'meeting_id',
    'quotations', 'meeting_id', 'pictures', 'meeting_id', 'minutes', 'meeting_id', 'action_points', 'meeting_id'],
  kept_by_body => true);
call give_reach('bodies', 'id', '{}',
  array['seats', 'body_id', 'meetings', 'body_id', 'decisions', 'body_id', 'action_points', 'body_id']);
update decisions set is_public = is_public where agenda_item_id is not null;

-- Who was there, seat by seat; visitors have no seat. Whoever came in place of the holder is named.
create table attendances (
  minutes_id bigint not null references minutes,
  position int not null,
  seat_id bigint references seats,
  organisation_id bigint references organisations,
  person_id bigint references people,
  name text check (length(name) <= 200),
  presence text not null check (presence in ('present', 'represented', 'excused', 'absent', 'visitor')),
  check ((presence = 'visitor') = (seat_id is null)),
  primary key (minutes_id, position)
);
call make_link_table('attendances', 'minutes', 'minutes_id', kept_by_body => true);
create unique index attendances_seat on attendances (minutes_id, seat_id);
create index attendances_of_seat on attendances (seat_id);

create table action_point_actions (
  action_point_id bigint not null references action_points,
  action_id bigint not null references actions,
  primary key (action_point_id, action_id)
);
call make_link_table('action_point_actions', 'action_points', 'action_point_id', kept_by_body => true);
create table action_point_commitments (
  action_point_id bigint not null references action_points,
  commitment_id bigint not null references commitments,
  primary key (action_point_id, commitment_id)
);
call make_link_table('action_point_commitments', 'action_points', 'action_point_id', kept_by_body => true);

-- What adopted minutes say stays as it was adopted.
create function keep_adopted() returns trigger security definer set search_path = public language plpgsql as $$
declare locked boolean;
begin
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
create trigger adopted before insert or update or delete on minute_items for each row execute function keep_adopted();
create trigger adopted before insert or update or delete on attendances for each row execute function keep_adopted();

-- What the viewer holds today, beside bodies: set for the transaction by asViewer.
create function viewer_organisations() returns bigint[] stable parallel safe language sql as
$$ select coalesce(nullif(current_setting('app.organisations', true), ''), '{}')::bigint[] $$;
create function viewer_seats() returns text[] stable parallel safe language sql as
$$ select coalesce(nullif(current_setting('app.seats', true), ''), '{}')::text[] $$;

-- Is the viewer among those who took the point on? Holders of the seat, the organisation's people in office, the person.
create function owns_point(seat bigint, organisation bigint, person bigint) returns boolean
stable security definer set search_path = public language sql as
$$ select organisation = any(viewer_organisations())
     or exists (select from seats s where s.id = seat and s.ref = any(viewer_seats()))
     or person = (select person_id from accounts where id = viewer_account()) $$;
create function owns_point(point bigint) returns boolean stable security definer set search_path = public language sql as
$$ select coalesce((select owns_point(owner_seat_id, owner_organisation_id, owner_person_id) from action_points
     where id = point and archived_at is null and published_at is not null), false) $$;
-- Who says how far a point is: its owners, whoever runs its body, the secretariat.
create function may_report(point bigint) returns boolean stable security definer set search_path = public language sql as
$$ select coalesce((select owns_point(point) or viewer_clearance() = 'secretariat'
     or (reach >= 1 and audience_id = any(viewer_run_bodies())) from action_points where id = point), false) $$;
revoke execute on function owns_point(bigint, bigint, bigint), owns_point(bigint), may_report(bigint) from public;
grant execute on function owns_point(bigint, bigint, bigint), owns_point(bigint), may_report(bigint) to setu_desk;
-- An owner outside the body reads what it took on, once that is more than a draft.
create policy owner_reads on action_points for select to setu_desk using (published_at is not null
  and owns_point(owner_seat_id, owner_organisation_id, owner_person_id));

-- How far an action point is, step by step; the last one counts. Steps are added, never changed.
create table action_point_steps (
  action_point_id bigint not null references action_points,
  number int not null check (number > 0),
  status text not null check (status in ('open', 'under-way', 'done', 'dropped')),
  on_day date not null,
  comment translated,
  made_at timestamptz not null,
  primary key (action_point_id, number)
);
call make_link_table('action_point_steps', 'action_points', 'action_point_id', kept_by_body => true);
revoke update, delete on action_point_steps from setu_desk;
create policy owner_reads on action_point_steps for select to setu_desk using (owns_point(action_point_id));
create policy owner_adds on action_point_steps for insert to setu_desk with check (owns_point(action_point_id));

-- What a member says should read differently in the minutes, and what became of it; an erratum after adoption.
create table corrections (
  id bigint generated always as identity primary key,
  minute_item_id bigint not null references minute_items,
  account_id text references accounts,
  organisation_id bigint references organisations,
  wording translated not null,
  reason text not null check (length(trim(reason)) between 3 and 1000),
  proposed_at timestamptz not null,
  answer text check (answer in ('accepted', 'declined')),
  answered_at timestamptz,
  answer_reason text,
  is_erratum boolean not null default false,
  check ((answer is null) = (answered_at is null)),
  check (answer <> 'declined' or length(trim(answer_reason)) >= 3)
);
call make_link_table('corrections', 'minute_items', 'minute_item_id', kept_by_body => true);
revoke delete on corrections from setu_desk;
-- Everybody who reads the minutes reads an erratum; what was proposed before is between the members.
create function keep_among_members() returns trigger language plpgsql as $$
begin
  if not new.is_erratum then
    new.reach := least(new.reach, 2);
    new.is_public := false;
  end if;
  return new;
end $$;
create trigger reach_of_members before insert or update on corrections for each row execute function keep_among_members();
create policy member_proposes on corrections for insert to setu_desk with check (
  reach >= 2 and audience_id = any((select viewer_bodies())::bigint[])
  and account_id = (select viewer_account()) and answer is null and not is_erratum);

-- Whom a meeting calls together, with or without an account, and what they answered. An address is personal: only whoever
-- runs the body, the secretariat, and the person see it. `calendar_hash` is what the last letter said of place and time.
create table meeting_invitations (
  id bigint generated always as identity primary key,
  meeting_id bigint not null references meetings,
  address text not null check (address = lower(address) and length(address) between 3 and 254),
  name text not null check (length(trim(name)) between 1 and 200),
  lang text not null check (lang in ('en', 'bn')),
  seat_id bigint references seats,
  person_id bigint references people,
  sent_at timestamptz,
  sent_version int,
  calendar_hash text,
  answer text check (answer in ('accepted', 'tentative', 'declined')),
  answered_at timestamptz,
  answered_by text check (answered_by in ('link', 'calendar', 'desk')),
  -- Of a calendar's replies the one made last counts (iTIP: SEQUENCE, then DTSTAMP).
  reply_stamp timestamptz,
  withdrawn_at timestamptz,
  reminded_at timestamptz,
  unique (meeting_id, address)
);
create index meeting_invitations_person on meeting_invitations (person_id);
alter table meeting_invitations enable row level security;
create function runs_meeting(meeting bigint) returns boolean stable security definer set search_path = public language sql as
$$ select coalesce((select viewer_clearance() = 'secretariat'
     or (reach >= 1 and audience_id = any(viewer_run_bodies())) from meetings where id = meeting), false) $$;
revoke execute on function runs_meeting(bigint) from public;
grant execute on function runs_meeting(bigint) to setu_desk;
create policy desk_reads on meeting_invitations for select to setu_desk using (
  runs_meeting(meeting_id) or person_id = (select person_id from accounts where id = (select viewer_account())));
create policy desk_adds on meeting_invitations for insert to setu_desk with check (runs_meeting(meeting_id));
create policy desk_changes on meeting_invitations for update to setu_desk
  using (runs_meeting(meeting_id)) with check (runs_meeting(meeting_id));
grant select, insert, update on meeting_invitations to setu_desk;

-- Notes nobody but their author ever sees; they are in no history.
create table private_notes (
  account_id text not null references accounts on delete cascade,
  meeting_id bigint not null references meetings,
  text text not null check (length(text) <= 20000),
  updated_at timestamptz not null,
  primary key (account_id, meeting_id)
);
alter table private_notes enable row level security;
create policy own_only on private_notes to setu_desk using (account_id = (select viewer_account()))
  with check (account_id = (select viewer_account()) and account_id <> '');
grant select, insert, update, delete on private_notes to setu_desk;

-- A secret address of somebody's own calendar feed: of the secret only its hash stands here.
create table calendar_feeds (
  account_id text primary key references accounts on delete cascade,
  secret_hash text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null
);
alter table calendar_feeds enable row level security;
create policy own_only on calendar_feeds to setu_desk using (account_id = (select viewer_account()))
  with check (account_id = (select viewer_account()) and account_id <> '');
grant select, insert, update, delete on calendar_feeds to setu_desk;

-- Owners and members write too: what they write is counted like every other change.
drop policy desk_counts on data_version;
create policy desk_counts on data_version for update to setu_desk using (
  (select viewer_keeps()) or (select viewer_in_network()));
