-- Closing an account takes the name out of everything that was done with it: the history keeps what, when and the
-- account's id. It is a consequence of closing, so nobody needs a duty for it, and nobody can do it to an open account.

-- The log of reading is only added to; the one change there is takes out the name of a closed account.
create or replace function keep_reads() returns trigger language plpgsql as $$
declare allowed reads := old;
begin
  allowed.actor := '';
  if tg_op = 'UPDATE' and new is not distinct from allowed
    and exists (select from accounts a where a.id = old.account_id and a.closed_at is not null)
  then
    return new;
  end if;
  raise exception 'the log of reading is only added to' using errcode = 'restrict_violation';
end $$;

-- Forgets who a closed account was: its name in the history, in the log of reading, in duties and decisions given by
-- it, and its tokens. The newest entry of the history must say that this is done. `known_as` is the name it had.
create function forget_closed_account(of_account text, known_as text) returns bigint
security definer set search_path = public, pg_temp language plpgsql as $$
declare
  head history;
  forgotten bigint;
begin
  select * into head from history order by number desc limit 1;
  if not exists (select from accounts where id = of_account and closed_at is not null)
    or (head.kind, head.ref, head.action) is distinct from ('accounts', of_account, 'erase')
  then
    raise exception 'only a closed account is forgotten, and the history says so first'
      using errcode = 'insufficient_privilege';
  end if;
  update grants set granted_by = '' where granted_by = known_as;
  update grants set ended_by = '' where ended_by = known_as;
  update access_requests set decided_by = '' where decided_by = known_as;
  update reads set actor = '' where account_id = of_account and actor <> '';
  delete from api_tokens where account_id = of_account;
  update history set actor_erased_by = head.number, actor = '', actor_salt = null
    where account_id = of_account and number < head.number and actor_erased_by is null;
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

-- Would closing this account leave nobody who administers on that day? Whoever asks waits for others who ask, so that
-- the last two cannot close each other at the same moment.
create function is_last_administrator(of_account text, day date) returns boolean
security definer set search_path = public, pg_temp language plpgsql as $$
declare administrators text[];
begin
  lock table grants in share row exclusive mode;
  select array_agg(distinct a.id) into administrators from grants g join accounts a on a.id = g.account_id
    where g.duty = 'administrator' and g.from_day <= day and (g.until_day is null or day < g.until_day)
      and a.closed_at is null and a.email_verified;
  return administrators = array[of_account];
end $$;
revoke execute on function forget_closed_account(text, text), is_last_administrator(text, date) from public;
grant execute on function forget_closed_account(text, text), is_last_administrator(text, date) to setu_auth;

-- The name of an account that is still open: only what is older than an instant, by the job that the settings ask for.
drop function erase_history_actors(text, timestamptz, bigint);
create function erase_history_actors(older_than timestamptz, by_number bigint) returns bigint
security definer set search_path = public language plpgsql as $$
declare erased bigint;
begin
  if viewer_clearance() <> 'secretariat' then
    raise exception 'only the secretariat erases' using errcode = 'insufficient_privilege';
  end if;
  update history set actor_erased_by = by_number, actor = '', actor_salt = null
  where number < by_number and actor_erased_by is null and account_id is not null and at < older_than;
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke execute on function erase_history_actors(timestamptz, bigint) from public;
grant execute on function erase_history_actors(timestamptz, bigint) to setu_desk;

-- A new password by mail ends the tokens of programs too: whoever lost the password may have lost those.
grant update (revoked_at, revoked_by) on api_tokens to setu_auth;
