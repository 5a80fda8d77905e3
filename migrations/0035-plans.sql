-- The plan in full: a results chain whose levels each plan names itself, frozen versions of it, and of each action who does
-- what, where, by when, with which money, how far it is, and what may go wrong.

-- `currency` is the one sums of the plan are told in (ISO 4217).
alter table plans
  add column kind text check (kind in ('national', 'workplan', 'un-framework', 'other')),
  add column currency text check (currency ~ '^[A-Z]{3}$');

-- What the country calls the levels of its chain, from the top: outcome, output, action.
create table plan_levels (
  plan_id bigint not null references plans,
  position int not null,
  name translated not null,
  primary key (plan_id, position)
);
call make_link_table('plan_levels', 'plans', 'plan_id');

-- A plan is a draft until its first version is adopted; a later version revises it; closed, nothing more is planned in it.
-- A version freezes what the plan said on its day.
create table plan_versions (
  plan_id bigint not null references plans,
  number int not null check (number > 0),
  step text not null check (step in ('adopted', 'revised', 'closed')),
  on_date partial_date not null,
  basis translated,
  unique (plan_id, number)
);
call make_record_table('plan_versions', '', array['plans', 'plan_id'], array['plan_version_actions', 'plan_version_id']);

create table plan_version_actions (
  plan_version_id bigint not null references plan_versions,
  action_id bigint not null references actions,
  -- The fields of the action as they stood, by their names in its input.
  fields jsonb not null,
  primary key (plan_version_id, action_id)
);
call make_link_table('plan_version_actions', 'plan_versions', 'plan_version_id');

-- Gender equality marker (OECD DAC and UN gender equality marker: 0 none to 3 principal) and its human-rights sibling.
-- `target_amount` in `target_unit` is what the action sets out to reach; what contributes to it adds up to it.
alter table actions
  add column gender_marker smallint check (gender_marker between 0 and 3),
  add column rights_marker smallint check (rights_marker between 0 and 3),
  add column external_scheme text check (external_scheme in ('un-info', 'iati')),
  add column external_ref text,
  add column target_amount numeric check (target_amount > 0),
  add column target_unit translated;

-- Who works on an action beside its lead.
create table action_partners (
  action_id bigint not null references actions,
  organisation_id bigint not null references organisations,
  role text not null check (role in ('implementing', 'funding', 'technical', 'consulted')),
  primary key (action_id, organisation_id, role)
);
call make_link_table('action_partners', 'actions', 'action_id');
create index action_partners_organisation on action_partners (organisation_id);

create table action_places (
  action_id bigint not null references actions,
  place_id bigint not null references places,
  primary key (action_id, place_id)
);
call make_link_table('action_places', 'actions', 'action_id');
create index action_places_place on action_places (place_id);

-- How an action stands to another one. What is the same joint action in another plan is counted once: its own money and
-- target are left out of sums. What contributes adds to the target of the other. What depends on another waits for it.
create table action_links (
  action_id bigint not null references actions,
  other_id bigint not null references actions,
  relation text not null check (relation in ('same-as', 'contributes-to', 'depends-on')),
  check (action_id <> other_id),
  primary key (action_id, other_id, relation)
);
call make_link_table('action_links', 'actions', 'action_id');
create index action_links_other on action_links (other_id);

-- Money of an action, by year. `rate` is how many units of the plan's currency one unit of `currency` buys, on `rate_on`.
create table action_money (
  action_id bigint not null references actions,
  position int not null,
  year int not null check (year between 1990 and 2100),
  kind text not null check (kind in ('required', 'available', 'spent')),
  amount numeric not null check (amount >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate numeric check (rate > 0),
  rate_on date,
  source_id bigint references organisations,
  check ((rate is null) = (rate_on is null)),
  primary key (action_id, position)
);
call make_link_table('action_money', 'actions', 'action_id');

create table action_risks (
  action_id bigint not null references actions,
  position int not null,
  risk translated not null,
  likelihood smallint not null check (likelihood between 1 and 3),
  impact smallint not null check (impact between 1 and 3),
  response translated,
  primary key (action_id, position)
);
call make_link_table('action_risks', 'actions', 'action_id');

-- What must be reached on the way, and when it was.
create table milestones (
  action_id bigint not null references actions,
  title translated not null,
  due_on partial_date not null,
  reached_on partial_date,
  sort int not null default 0
);
call make_record_table('milestones', '', array['actions', 'action_id']);
create index milestones_action on milestones (action_id, sort, ref);

-- How far an action is, step by step; the latest step is where it stands. Without one it follows from its dates.
create table action_statuses (
  action_id bigint not null references actions,
  status text not null check (status in ('not-started', 'under-way', 'delayed', 'completed', 'suspended', 'cancelled')),
  on_date partial_date not null,
  basis translated,
  day date not null generated always as (first_day(on_date)) stored
);
call make_record_table('action_statuses', '', array['actions', 'action_id']);
create index action_statuses_latest on action_statuses (action_id, day desc, id desc);

-- What belongs to what now: a narrower reach is passed on to the new tables.
call give_reach('plans', 'body_id', '{}', array['actions', 'plan_id', 'plan_versions', 'plan_id']);
call give_reach('actions', 'body_id', array['plans', 'plan_id'],
  array['action_items', 'action_id', 'action_commitments', 'action_id', 'milestones', 'action_id',
    'action_statuses', 'action_id']);

-- Where an action stands on a day: the one place that says so. The latest step counts; without one it follows from its
-- milestones, as far as they say anything: one is overdue, all are reached, some are. `step` is null where it was computed.
create function action_standing(action bigint, today date)
returns table (status text, on_date partial_date, step reference) stable parallel safe language sql as
$$ select coalesce(s.status, m.status), s.on_date, s.ref
   from (select case
       when bool_or(reached_on is null and day_after(due_on) <= today) then 'delayed'
       when bool_and(reached_on is not null) then 'completed'
       when bool_or(reached_on is not null) then 'under-way' end as status
     from milestones where action_id = action and archived_at is null) m
   left join lateral (select s.ref, s.status, s.on_date from action_statuses s
     where s.action_id = action and s.archived_at is null and s.day <= today
     order by s.day desc, s.id desc limit 1) s on true $$;

-- What a version froze stays: it is added in the transaction that makes the version, and never changed or taken out.
create function keep_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.fields is not distinct from old.fields and new.action_id = old.action_id
    and new.plan_version_id = old.plan_version_id then return new; end if;
  if tg_op = 'INSERT' and exists (select from plan_versions v
      where v.id = new.plan_version_id and v.xmin::text = pg_current_xact_id()::xid::text) then return new; end if;
  raise exception 'a version of a plan is frozen' using errcode = 'check_violation', constraint = 'version_frozen';
end $$;
create trigger frozen before insert or update or delete on plan_version_actions
  for each row execute function keep_frozen();
create function keep_version() returns trigger language plpgsql as $$
begin
  if (new.plan_id, new.number, new.step) is distinct from (old.plan_id, old.number, old.step) then
    raise exception 'a version of a plan is frozen' using errcode = 'check_violation', constraint = 'version_frozen';
  end if;
  return new;
end $$;
create trigger frozen before update on plan_versions for each row execute function keep_version();

-- A plan whose latest version closes it.
create function is_closed(plan bigint) returns boolean stable parallel safe language sql as
$$ select coalesce((select v.step = 'closed' from plan_versions v
     where v.plan_id = plan and v.archived_at is null order by v.number desc limit 1), false) $$;
