-- When somebody last opened the room of a body, so that it can say what changed since the visit before. Two days for each
-- person and body, seen by that person alone; they go with the account.
create table room_visits (
  account_id text not null references accounts on delete cascade,
  body_id bigint not null references bodies,
  visited_on date not null,
  -- The last day before that one on which the room was opened.
  before_on date check (before_on < visited_on),
  primary key (account_id, body_id)
);
alter table room_visits enable row level security;
create policy own_only on room_visits to setu_desk using (account_id = (select viewer_account()))
  with check (account_id = (select viewer_account()) and account_id <> '');
grant select, insert, update, delete on room_visits to setu_desk;

-- As migration 0029 has it; with the account go the days of its visits too.
create or replace function forget_address() returns trigger security definer set search_path = public language plpgsql as $$
begin
  delete from calendar_feeds where account_id = new.id;
  delete from private_notes where account_id = new.id;
  delete from room_visits where account_id = new.id;
  update meeting_invitations set address = code || '@closed.invalid', withdrawn_at = coalesce(withdrawn_at, new.closed_at)
    where address = old.email;
  return new;
end $$;
