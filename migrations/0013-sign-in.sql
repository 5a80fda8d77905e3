-- Signing in: sessions, passwords, second factors, passkeys and how often something was tried. These tables belong to
-- the door alone: no request of the public or of the desk touches them. src/lib/server/auth runs as the role setu_auth,
-- which reaches these tables and the accounts, and no record.

do $$ begin
  if not exists (select from pg_roles where rolname = 'setu_auth') then execute 'create role setu_auth nologin'; end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant setu_auth to %I', current_user);
  end if;
end $$;
grant usage on schema public to setu_auth;

-- `demonstration`: made for trying out the product; closed when the installation is no demonstration any more.
alter table accounts
  add column two_factor_enabled boolean not null default false,
  add column demonstration boolean not null default false;

-- A signed-in browser. `token` is the SHA-256 of what the cookie holds. `factors`: how many were shown.
create table sessions (
  id text primary key,
  account_id text not null references accounts on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  factors int not null default 1 check (factors between 1 and 2),
  method text not null default 'password'
);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

-- How an account proves itself: a password (hashed with scrypt) or an identity at another provider.
create table credentials (
  id text primary key,
  account_id text not null references accounts on delete cascade,
  provider text not null,
  subject text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, subject)
);
create index credentials_account on credentials (account_id);

-- Short-lived proofs: the second step of a sign-in, the state of a visit to another provider.
create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_identifier on verifications (identifier);
create index verifications_expiry on verifications (expires_at);

-- One-time codes: the secret is encrypted, the recovery codes are hashed.
create table second_factors (
  id text primary key,
  account_id text not null unique references accounts on delete cascade,
  secret text not null,
  recovery_codes text not null,
  verified boolean not null default true,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);

create table passkeys (
  id text primary key,
  account_id text not null references accounts on delete cascade,
  name text not null,
  credential_id text not null unique,
  public_key text not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkeys_account on passkeys (account_id);

-- How often something was tried lately; the key is a hash of what is counted.
create table attempts (
  key text primary key,
  tried int not null,
  since timestamptz not null
);
create index attempts_since on attempts (since);

do $$
declare made text;
begin
  foreach made in array array['sessions', 'credentials', 'verifications', 'second_factors', 'passkeys', 'attempts'] loop
    execute format('alter table %I enable row level security', made);
    execute format('create policy door_keeps on %I for all to setu_auth using (true) with check (true)', made);
    execute format('grant select, insert, update, delete on %I to setu_auth', made);
  end loop;
end $$;

-- The door reads and makes accounts; who may do what stands in grants, which it cannot touch.
create policy door_reads on accounts for select to setu_auth using (true);
create policy door_adds on accounts for insert to setu_auth with check (true);
create policy door_changes on accounts for update to setu_auth using (true) with check (true);
grant select, insert, update on accounts to setu_auth;
grant execute on function rights_of(text, date) to setu_auth;

-- What happens at the door stands in the history, and mail about it leaves through the outbox.
create policy door_adds on history for insert to setu_auth with check (kind = 'accounts');
grant insert on history to setu_auth;
create policy door_adds on outbox for insert to setu_auth with check (topic = 'mail.send');
grant insert on outbox to setu_auth;
