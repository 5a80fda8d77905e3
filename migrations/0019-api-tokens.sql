-- Personal tokens for programs. Of the token itself only the SHA-256 stands here, and no request of the desk can read
-- even that: the door (src/lib/server/auth) looks a token up, its owner and the administrator see that it exists.

create table api_tokens (
  -- Random text: it stands in forms.
  id text primary key check (id ~ '^[A-Za-z0-9_-]{8,64}$'),
  account_id text not null references accounts on delete cascade,
  name text not null check (length(trim(name)) between 1 and 80),
  token text not null unique check (token ~ '^[A-Za-z0-9_-]{43}$'),
  -- The beginning of the token, so that its owner knows which one it is.
  prefix text not null check (prefix ~ '^setu_[A-Za-z0-9_-]{4}$'),
  scopes text[] not null check (
    scopes <> '{}' and scopes <@ array['records:public', 'records:mine', 'trail:read']),
  -- How many factors the session had shown that made it: a token is let in no further than that session would be.
  factors int not null default 1 check (factors between 1 and 2),
  created_at timestamptz not null,
  -- The first civil day on which it is no longer good.
  expires_on date not null check (expires_on <= (created_at at time zone 'UTC')::date + 367),
  last_used_on date,
  revoked_at timestamptz,
  revoked_by text,
  check ((revoked_at is null) = (revoked_by is null))
);
create index api_tokens_account on api_tokens (account_id);

alter table api_tokens enable row level security;
create policy desk_reads on api_tokens for select to setu_desk using (
  account_id = (select viewer_account()) or (select viewer_duties()) @> array['administrator']);
create policy desk_adds on api_tokens for insert to setu_desk with check (
  account_id = (select viewer_account()) and revoked_at is null and last_used_on is null);
create policy desk_revokes on api_tokens for update to setu_desk
  using (account_id = (select viewer_account()) or (select viewer_duties()) @> array['administrator'])
  with check (revoked_at is not null and (
    account_id = (select viewer_account()) or (select viewer_duties()) @> array['administrator']));
grant select (id, account_id, name, prefix, scopes, created_at, expires_on, last_used_on, revoked_at, revoked_by)
  on api_tokens to setu_desk;
grant insert (id, account_id, name, token, prefix, scopes, factors, created_at, expires_on) on api_tokens to setu_desk;
grant update (revoked_at, revoked_by) on api_tokens to setu_desk;

create policy door_reads on api_tokens for select to setu_auth using (true);
create policy door_marks on api_tokens for update to setu_auth using (true) with check (true);
grant select on api_tokens to setu_auth;
grant update (last_used_on) on api_tokens to setu_auth;

-- A revoked token stays revoked, whoever asks.
create function keep_revoked() returns trigger language plpgsql as $$
begin
  if old.revoked_at is not null and
    (new.revoked_at is distinct from old.revoked_at or new.revoked_by is distinct from old.revoked_by)
  then
    raise exception 'a revoked token stays revoked' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger revoked before update on api_tokens for each row execute function keep_revoked();
