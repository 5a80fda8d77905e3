-- Links sent by mail (invitation, new password, new address), each good once and for a time; and requests for access.

-- `token` is the SHA-256 of what the link holds.
create table mail_links (
  id bigint generated always as identity primary key,
  token text not null unique,
  purpose text not null check (purpose in ('invitation', 'password', 'address')),
  account_id text not null references accounts on delete cascade,
  email text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mail_links_account on mail_links (account_id);
alter table mail_links enable row level security;
create policy door_keeps on mail_links for all to setu_auth using (true) with check (true);
grant select, insert, update, delete on mail_links to setu_auth;

-- Somebody asks for an account. Who decided stands with the request; a declined one is deleted after a month.
create table access_requests (
  id bigint generated always as identity primary key,
  name text not null,
  email text not null check (email = lower(email)),
  organisation text not null,
  reason text not null,
  lang text not null check (lang in ('en', 'bn')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decision text check (decision in ('approved', 'declined')),
  answer text
);
alter table access_requests enable row level security;
create policy door_keeps on access_requests for all to setu_auth using (true) with check (true);
grant select, insert, update, delete on access_requests to setu_auth;
create policy desk_reads on access_requests for select to setu_desk using (
  (select viewer_duties()) && array['secretariat', 'administrator', 'auditor']);
grant select on access_requests to setu_desk;
