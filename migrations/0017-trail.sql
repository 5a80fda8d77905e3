-- The trail: history that can only be added to and proves it, the log of reading, and the one way personal data leaves.

-- Every entry carries the hash of the one before. What may have to be erased (content, actor) goes into the chain as
-- its proof: a hash over it and a random salt. Once content and salt are gone nobody can guess the content from the
-- proof, and the chain still holds. `number` counts without gaps; `version` is the record's after the change.
alter table history
  add column number bigint,
  add column version int,
  add column content_salt text,
  add column actor_salt text,
  add column content_proof text,
  add column actor_proof text,
  add column previous text,
  add column hash text,
  -- Numbers of the entries that erased the content or the actor of this one.
  add column content_erased_by bigint,
  add column actor_erased_by bigint;
alter table history drop constraint history_action_check;
alter table history add constraint history_action_check
  check (action in ('create', 'change', 'publish', 'withdraw', 'archive', 'restore', 'erase'));

-- The head of the chain stands in the row every write touches: whoever appends waits for whoever appended before, so
-- the chain has no forks, and a tail that was cut off is missed.
alter table data_version add column history_number bigint not null default 0, add column history_hash text not null default '';

create function await_history() returns trigger security definer set search_path = public language plpgsql as $$
begin
  perform from data_version for update;
  return null;
end $$;
create trigger awaited before insert on history for each statement execute function await_history();

-- Before an entry is written: it gets its number and hashes, whatever the statement says they are. Written out rather
-- than in functions, because a pack brings thousands of entries; src/lib/server/history/chain.ts computes the same.
-- Instants are microseconds, so that no setting of the session changes the text.
create function chain_history() returns trigger security definer set search_path = public language plpgsql as $$
begin
  select h.number + 1, h.hash into new.number, new.previous from history h order by h.number desc limit 1;
  new.number := coalesce(new.number, 1);
  new.previous := coalesce(new.previous, '');
  new.content_salt := gen_random_uuid()::text;
  new.actor_salt := gen_random_uuid()::text;
  new.content_erased_by := null;
  new.actor_erased_by := null;
  new.content_proof := encode(sha256(convert_to(
    jsonb_build_array(new.content_salt, new.before, new.after, new.reason)::text, 'UTF8')), 'hex');
  new.actor_proof := encode(sha256(convert_to(jsonb_build_array(new.actor_salt, new.actor)::text, 'UTF8')), 'hex');
  new.hash := encode(sha256(convert_to(jsonb_build_array(new.number, new.previous,
    (extract(epoch from new.at) * 1000000)::bigint, new.request_id, new.door, new.account_id, new.kind, new.ref,
    new.version, new.action, new.actor_proof, new.content_proof)::text, 'UTF8')), 'hex');
  return new;
end $$;
create trigger chained before insert on history for each row execute function chain_history();

create function note_history_head() returns trigger security definer set search_path = public language plpgsql as $$
begin
  update data_version set (history_number, history_hash) =
    (select h.number, h.hash from history h order by h.number desc limit 1)
    where exists (select from history);
  return null;
end $$;
create trigger head_noted after insert on history for each statement execute function note_history_head();

-- What stands is chained in the order it was written in.
alter table history add unique (number);
create temporary table standing on commit drop as table history;
delete from history;
insert into history (id, at, request_id, door, actor, kind, ref, action, before, after, reason, account_id)
  overriding system value
  select id, at, request_id, door, actor, kind, ref, action, before, after, reason, account_id from standing order by id;
alter table history
  alter column number set not null,
  alter column content_proof set not null,
  alter column actor_proof set not null,
  alter column previous set not null,
  alter column hash set not null;

-- Nobody changes or removes an entry, its owner neither. The one change there is takes out content or actor, and names
-- the later entry that says who did it and why.
create function keep_history() returns trigger language plpgsql as $$
declare
  allowed history := old;
begin
  if tg_op <> 'UPDATE' then
    raise exception 'history is only added to' using errcode = 'restrict_violation';
  end if;
  if old.content_erased_by is null and new.content_erased_by is not null then
    allowed.content_erased_by := new.content_erased_by;
    allowed.before := '{}';
    allowed.after := '{}';
    allowed.reason := null;
    allowed.content_salt := null;
  end if;
  if old.actor_erased_by is null and new.actor_erased_by is not null then
    allowed.actor_erased_by := new.actor_erased_by;
    allowed.actor := '';
    allowed.actor_salt := null;
  end if;
  if new is distinct from allowed or exists (
    select from unnest(array[new.content_erased_by, new.actor_erased_by]) as named (number)
    where named.number is not null and not exists (
      select from history h where h.number = named.number and h.action = 'erase' and h.number > new.number))
  then
    raise exception 'history is only added to' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger kept before update or delete on history for each row execute function keep_history();
create trigger kept_whole before truncate on history for each statement execute function keep_history();

-- Takes the content out of the entries of one record that came before the entry `by`, which says why. For the
-- secretariat and the installation itself.
create function erase_history_content(of_kind text, of_ref text, by_number bigint) returns bigint
security definer set search_path = public language plpgsql as $$
declare erased bigint;
begin
  if viewer_clearance() <> 'secretariat' then
    raise exception 'only the secretariat erases' using errcode = 'insufficient_privilege';
  end if;
  update history set content_erased_by = by_number, before = '{}', after = '{}', reason = null, content_salt = null
  where kind = of_kind and ref = of_ref and number < by_number and content_erased_by is null and action <> 'erase';
  get diagnostics erased = row_count;
  return erased;
end $$;
-- Takes the actor out of entries: of one account, or of all that are older than an instant and came from an account.
create function erase_history_actors(of_account text, older_than timestamptz, by_number bigint) returns bigint
security definer set search_path = public language plpgsql as $$
declare erased bigint;
begin
  if viewer_clearance() <> 'secretariat' then
    raise exception 'only the secretariat erases' using errcode = 'insufficient_privilege';
  end if;
  update history set actor_erased_by = by_number, actor = '', actor_salt = null
  where number < by_number and actor_erased_by is null and account_id is not null
    and (account_id = of_account or of_account is null) and (at < older_than or older_than is null)
    and (of_account is not null or older_than is not null);
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke execute on function erase_history_content(text, text, bigint), erase_history_actors(text, timestamptz, bigint) from public;
grant execute on function erase_history_content(text, text, bigint), erase_history_actors(text, timestamptz, bigint) to setu_desk;

-- The secretariat and the auditor read all of it, everybody their own part.
drop policy desk_reads on history;
create policy desk_reads on history for select to setu_desk
  using ((select viewer_reads_all()) or account_id = (select viewer_account()));
create index history_account on history (account_id, number);
create index history_at on history (at, number);

-- Who read what asks for it: the history of a person, exports, data of another account. Only added to, until it is as
-- old as the setting says; then a job removes it.
create table reads (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  request_id text not null,
  account_id text references accounts,
  actor text not null,
  kind text not null,
  ref text not null,
  what text not null check (what in ('page', 'history', 'export', 'account', 'file')),
  reason text
);
create index reads_record on reads (kind, ref, id);
create index reads_account on reads (account_id, id);
create index reads_at on reads (at);
alter table reads enable row level security;
create policy desk_reads on reads for select to setu_desk
  using ((select viewer_reads_all()) or account_id = (select viewer_account()));
create policy desk_adds on reads for insert to setu_desk with check (
  account_id is not distinct from nullif((select viewer_account()), '')
  and ((select viewer_account()) <> '' or (select viewer_clearance()) = 'secretariat'));
grant select, insert on reads to setu_desk;
create function keep_reads() returns trigger language plpgsql as $$
begin
  raise exception 'the log of reading is only added to' using errcode = 'restrict_violation';
end $$;
create trigger kept before update on reads for each row execute function keep_reads();
create trigger kept_whole before truncate on reads for each statement execute function keep_reads();

-- Words of the register that no open record has any more: somebody's name after it was erased. For the secretariat.
create function forget_words(named text[]) returns void security definer set search_path = public language plpgsql as $$
begin
  if viewer_clearance() <> 'secretariat' then
    raise exception 'only the secretariat erases' using errcode = 'insufficient_privilege';
  end if;
  delete from search_words w where w.word = any(named) and not exists (
    select from records r where r.is_public and r.listed and r.words @@ plainto_tsquery('simple', w.word));
end $$;
revoke execute on function forget_words(text[]) from public;
grant execute on function forget_words(text[]) to setu_desk;
