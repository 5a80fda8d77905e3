-- Figures over time: what an indicator sets out to reach, what was known when, and what was withdrawn.

-- Baseline and targets; how a value is judged before it is taken in; how often a new one is expected, and by when.
alter table indicators
  add column baseline_value numeric,
  add column baseline_on partial_date,
  add column least numeric,
  add column most numeric,
  add column whole boolean not null default false,
  add column frequency text check (frequency in ('monthly', 'quarterly', 'yearly', 'irregular')),
  add column next_due_on partial_date,
  add check ((baseline_value is null) = (baseline_on is null)),
  add check (least <= most);

create table indicator_targets (
  indicator_id bigint not null references indicators,
  on_date partial_date not null,
  value numeric not null,
  basis translated,
  primary key (indicator_id, on_date)
);
call make_link_table('indicator_targets', 'indicators', 'indicator_id');

-- A withdrawn figure is used nowhere any more; its address says that it was withdrawn, when and why, and what took its
-- place. `stands` is the one condition for using a figure.
alter table observations
  add column withdrawn_on date,
  add column withdrawn_reason translated,
  add column replaced_by_id bigint references observations,
  add column stands boolean not null generated always as (archived_at is null and withdrawn_on is null) stored,
  add check ((withdrawn_on is null) = (withdrawn_reason is null)),
  add check (replaced_by_id is null or withdrawn_on is not null),
  add check (replaced_by_id <> id);

-- Every state a figure has been in, and from when to when it was what this installation knew. Kept by the database.
create table observation_revisions (
  observation_id bigint not null references observations,
  number int not null,
  -- The whole row as it stood.
  stood jsonb not null,
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  primary key (observation_id, number)
);
call make_link_table('observation_revisions', 'observations', 'observation_id');
revoke insert, update, delete on observation_revisions from setu_desk;
-- How far a figure reaches is passed on to its revisions.
grant update (is_public) on observation_revisions to setu_desk;
-- What was not public then is not public now: a draft's values are nobody's business after it was published.
drop policy public_reads on observation_revisions;
create policy public_reads on observation_revisions for select to setu_public
  using (is_public and (stood ->> 'is_public')::boolean);
drop policy desk_reads on observation_revisions;
create policy desk_reads on observation_revisions for select to setu_desk using (
  (is_public and (stood ->> 'is_public')::boolean) or (select viewer_reads_all())
  or (reach >= 3 and (stood ->> 'reach')::int >= 3 and (select viewer_in_network())));

create function keep_revision() returns trigger security definer set search_path = public language plpgsql as $$
declare
  -- What is the same figure whatever changed: its counters and marks.
  aside text[] := array['version', 'updated_at', 'stands'];
  at timestamptz := case tg_op when 'INSERT' then new.created_at else new.updated_at end;
  last int;
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - aside = to_jsonb(old) - aside then return null; end if;
  select max(number) into last from observation_revisions where observation_id = new.id;
  update observation_revisions set known_until = greatest(at, known_from)
    where observation_id = new.id and number = last;
  insert into observation_revisions (observation_id, number, stood, known_from)
    values (new.id, coalesce(last, 0) + 1, to_jsonb(new), at);
  return null;
end $$;
create trigger revised after insert or update on observations for each row execute function keep_revision();

create function keep_known() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.observation_id, new.number, new.stood, new.known_from)
      is not distinct from (old.observation_id, old.number, old.stood, old.known_from)
    and (old.known_until is null or new.known_until is not distinct from old.known_until) then return new; end if;
  raise exception 'what was known stays known' using errcode = 'check_violation', constraint = 'revision_kept';
end $$;
create trigger kept before update or delete on observation_revisions for each row execute function keep_known();

-- What an earlier version has stored already: known as it stands since it was last changed.
insert into observation_revisions (observation_id, number, stood, known_from)
select id, 1, to_jsonb(o), updated_at from observations o;
