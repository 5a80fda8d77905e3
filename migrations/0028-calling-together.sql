-- Invitations to meetings: what a letter and an answer were about, answers by whom they concern, addresses of those who
-- sit in a body; and the feeds of closed accounts.

alter table meeting_invitations
  -- Names the invitation outside: in forms, and sealed in the address at which it is answered.
  add column code text not null default replace(gen_random_uuid()::text, '-', '') unique,
  -- SEQUENCE of the last letter (iTIP); rises with every letter that changes what a calendar shows.
  add column sequence int not null default 0,
  -- The time the last letter said, and the one the answer was given for: an answer to another time is an old one.
  add column sent_when text,
  add column answered_when text,
  add check (answer is null or answered_at is not null);
create index meeting_invitations_reminder on meeting_invitations (meeting_id)
  where sent_at is not null and reminded_at is null and withdrawn_at is null;

-- Where the people are reached whom a meeting may call: for whoever runs it those who sit in its bodies, for the
-- secretariat everybody with an account. Nobody else learns an address.
create function meeting_addresses(meeting bigint) returns table (person_id bigint, address text, lang text)
stable security definer set search_path = public language sql as
$$ select a.person_id, a.email, a.lang from accounts a
   where runs_meeting(meeting) and a.person_id is not null and a.closed_at is null and a.email_verified
     and (viewer_clearance() = 'secretariat' or exists (
       select from seat_holders h join seats s on s.id = h.seat_id join meetings m on m.id = meeting
       where h.person_id = a.person_id and s.archived_at is null and (s.body_id = m.body_id
         or s.body_id in (select x.body_id from meeting_bodies x where x.meeting_id = m.id and x.role <> 'subject')))) $$;

-- What the viewer is invited to: title, time and place, also of a meeting the viewer may not see otherwise.
create function own_invitations() returns table (code text, ref text, title jsonb, body jsonb, from_on text,
  until_on text, starts_at text, ends_at text, venue jsonb, cancelled_on text, answer text, answered_when text, sent_on text)
stable security definer set search_path = public language sql as
$$ select i.code, m.ref::text, m.title::jsonb, b.name::jsonb, m.from_on::text, m.until_on::text, m.starts_at, m.ends_at,
     m.venue::jsonb, m.cancelled_on::text, i.answer, i.answered_when, to_char(i.sent_at at time zone 'UTC', 'YYYY-MM-DD')
   from meeting_invitations i join meetings m on m.id = i.meeting_id left join bodies b on b.id = m.body_id
   where i.person_id = (select a.person_id from accounts a where a.id = viewer_account() and a.closed_at is null)
     and i.sent_at is not null and i.withdrawn_at is null and m.archived_at is null $$;

-- A signed-in person answers what concerns them and changes nothing else of it.
create function answer_invitation(which text, given text, at timestamptz, moment text) returns boolean
security definer set search_path = public language sql as
$$ with changed as (
     update meeting_invitations i set answer = given, answered_at = at, answered_by = 'link', answered_when = moment
     where i.code = which and i.sent_at is not null and i.withdrawn_at is null
       and i.person_id = (select a.person_id from accounts a where a.id = viewer_account() and a.closed_at is null)
     returning 1)
   select exists (select from changed) $$;

-- Whose feed an address is: its secret is known to whoever was given it, its hash to nobody who asks.
create function feed_owner(hash text) returns text stable security definer set search_path = public language sql as
$$ select f.account_id from calendar_feeds f join accounts a on a.id = f.account_id
   where f.secret_hash = hash and a.closed_at is null $$;

revoke execute on function meeting_addresses(bigint), own_invitations(),
  answer_invitation(text, text, timestamptz, text), feed_owner(text) from public;
grant execute on function meeting_addresses(bigint), own_invitations(),
  answer_invitation(text, text, timestamptz, text) to setu_desk;
grant execute on function feed_owner(text) to setu_public, setu_desk;

-- With the account ends its feed, and its address goes from the lists of meetings; who was invited stays known.
create function forget_address() returns trigger security definer set search_path = public language plpgsql as $$
begin
  delete from calendar_feeds where account_id = new.id;
  update meeting_invitations set address = code || '@closed.invalid', withdrawn_at = coalesce(withdrawn_at, new.closed_at)
    where address = old.email;
  return new;
end $$;
create trigger address_forgotten after update of closed_at on accounts
  for each row when (old.closed_at is null and new.closed_at is not null) execute function forget_address();
