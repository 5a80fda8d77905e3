-- Reporting rounds of a plan: what each action's organisation says of a period, step by step from draft to published;
-- returning one field opens that field alone; locks by date with exceptions; comments; what civil society adds.

-- The civil day of the country on which somebody asks: set for the transaction by asViewer.
create function viewer_today() returns date stable parallel safe language sql as
$$ select coalesce(nullif(current_setting('app.today', true), '')::date, current_date) $$;

-- A period of a plan that is reported on. `due_on` is the last day; reports lock `grace_days` after it. With two levels
-- whoever runs the plan's body approves before the secretariat does.
create table rounds (
  plan_id bigint not null references plans,
  title translated not null,
  from_on partial_date not null,
  until_on partial_date not null,
  opens_on date not null,
  due_on date not null,
  grace_days int not null default 7 check (grace_days between 0 and 365),
  levels int not null default 1 check (levels between 1 and 2),
  remind_days int not null default 7 check (remind_days between 0 and 60),
  escalate_days int not null default 14 check (escalate_days between 1 and 90),
  check (first_day(until_on) > first_day(from_on)),
  check (due_on >= opens_on)
);
call make_record_table('rounds', '', array['plans', 'plan_id'],
  array['progress_reports', 'round_id', 'contributions', 'round_id']);
create index rounds_plan on rounds (plan_id);

-- What an organisation says of an action for a round. `last_step` follows its steps; no request sets it.
create table progress_reports (
  round_id bigint not null references rounds,
  action_id bigint not null references actions,
  organisation_id bigint not null references organisations,
  done translated,
  obstacles translated,
  next_steps translated,
  status text check (status in ('not-started', 'under-way', 'delayed', 'completed', 'suspended', 'cancelled')),
  spent_amount numeric check (spent_amount >= 0),
  spent_currency text check (spent_currency ~ '^[A-Z]{3}$'),
  -- Addresses on the web where the proof is, beside evidence that is cited.
  proofs text[] not null default '{}',
  last_step text not null default 'drafted' check (
    last_step in ('drafted', 'submitted', 'returned', 'approved-1', 'approved', 'published')),
  last_step_at timestamptz,
  check ((spent_amount is null) = (spent_currency is null)),
  unique (round_id, action_id, organisation_id)
);

-- What an organisation of civil society adds to an action in a round; always shown as theirs, public once accepted.
create table contributions (
  round_id bigint not null references rounds,
  action_id bigint not null references actions,
  organisation_id bigint not null references organisations,
  text translated not null,
  answer text check (answer in ('accepted', 'declined')),
  answer_reason text,
  check (answer <> 'declined' or length(trim(answer_reason)) >= 3)
);

call make_record_table('progress_reports', '', array['rounds', 'round_id', 'actions', 'action_id']);
create index progress_reports_action on progress_reports (action_id);
create index progress_reports_organisation on progress_reports (organisation_id);
call make_record_table('contributions', '', array['rounds', 'round_id', 'actions', 'action_id']);
create index contributions_round on contributions (round_id);
create index contributions_action on contributions (action_id);

-- What belongs to what now: a narrower reach is passed on to the new tables.
call give_reach('plans', 'body_id', '{}', array['actions', 'plan_id', 'plan_versions', 'plan_id', 'rounds', 'plan_id']);
call give_reach('actions', 'body_id', array['plans', 'plan_id'],
  array['action_items', 'action_id', 'action_commitments', 'action_id', 'milestones', 'action_id',
    'action_statuses', 'action_id', 'progress_reports', 'action_id', 'contributions', 'action_id']);
-- The links of actions hang on triggers of their own (make_link_table), which stay.

create table report_milestones (
  progress_report_id bigint not null references progress_reports,
  milestone_id bigint not null references milestones,
  reached_on partial_date not null,
  primary key (progress_report_id, milestone_id)
);
call make_link_table('report_milestones', 'progress_reports', 'progress_report_id');

-- `number` stays with its value: by it one value is returned, and followed through the history.
create table report_values (
  progress_report_id bigint not null references progress_reports,
  number int not null check (number between 1 and 200),
  indicator_id bigint not null references indicators,
  from_on partial_date not null,
  until_on partial_date not null,
  value numeric not null,
  note translated,
  check (first_day(until_on) > first_day(from_on)),
  primary key (progress_report_id, number)
);
call make_link_table('report_values', 'progress_reports', 'progress_report_id');

-- The way of a report: steps are added, never changed. `content` is what stood when it was submitted.
create table progress_steps (
  progress_report_id bigint not null references progress_reports,
  number int not null default 0,
  step text not null check (step in ('submitted', 'returned', 'approved-1', 'approved', 'published')),
  account_id text references accounts,
  at timestamptz not null,
  reason text check (length(reason) <= 4000),
  content jsonb not null default '{}',
  primary key (progress_report_id, number)
);
call make_link_table('progress_steps', 'progress_reports', 'progress_report_id');

-- A field that was given back with a reason, and the last day on which it is open. The field '*' is all of the report.
create table report_returns (
  id bigint generated always as identity primary key,
  progress_report_id bigint not null references progress_reports,
  field text not null check (field ~ '^(\*|[a-z_]+|(milestone|value)-[A-Za-z0-9._-]{1,80})$'),
  reason text not null check (length(trim(reason)) between 3 and 4000),
  returned_by text references accounts,
  returned_at timestamptz not null,
  open_until date not null,
  answered_at timestamptz
);
call make_link_table('report_returns', 'progress_reports', 'progress_report_id');

-- An organisation that may still write after the lock, until the last day named. Ends by itself.
create table round_exceptions (
  id bigint generated always as identity primary key,
  round_id bigint not null references rounds,
  organisation_id bigint not null references organisations,
  until_on date not null,
  reason text not null check (length(trim(reason)) between 3 and 1000),
  account_id text references accounts,
  made_at timestamptz not null
);
call make_link_table('round_exceptions', 'rounds', 'round_id');

create table report_comments (
  id bigint generated always as identity primary key,
  progress_report_id bigint not null references progress_reports,
  account_id text references accounts,
  text text not null check (length(trim(text)) between 1 and 4000),
  follow_up boolean not null default false,
  made_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text references accounts
);
call make_link_table('report_comments', 'progress_reports', 'progress_report_id');

-- What is said between the organisation, whoever runs the body and the secretariat never reaches further.
create function keep_inside() returns trigger language plpgsql as $$
begin
  new.reach := least(new.reach, 1);
  new.is_public := false;
  return new;
end $$;
create trigger reach_stays_inside before insert or update on progress_steps for each row execute function keep_inside();
create trigger reach_stays_inside before insert or update on report_returns for each row execute function keep_inside();
create trigger reach_stays_inside before insert or update on round_exceptions for each row execute function keep_inside();
create trigger reach_stays_inside before insert or update on report_comments for each row execute function keep_inside();
revoke update, delete on progress_steps, report_returns, round_exceptions, report_comments from setu_desk;
grant update (resolved_at, resolved_by) on report_comments to setu_desk;

-- What is somebody's own is looked up once for a statement.
create function own_reports() returns bigint[] stable security definer set search_path = public language sql as
$$ select coalesce(array_agg(id), '{}') from progress_reports
   where archived_at is null and organisation_id = any(viewer_organisations()) $$;
create function own_report_refs() returns text[] stable security definer set search_path = public language sql as
$$ select coalesce(array_agg(ref::text), '{}') from progress_reports
   where archived_at is null and organisation_id = any(viewer_organisations()) $$;
create function own_contribution_refs() returns text[] stable security definer set search_path = public language sql as
$$ select coalesce(array_agg(ref::text), '{}') from contributions where organisation_id = any(viewer_organisations()) $$;
create function runs_report(report bigint) returns boolean stable security definer set search_path = public language sql as
$$ select coalesce((select reach >= 1 and audience_id = any(viewer_run_bodies()) and archived_at is null
     from progress_reports where id = report), false) $$;
-- Organisations of civil society that the viewer holds an office at.
create function own_civil_society() returns bigint[] stable security definer set search_path = public language sql as
$$ select coalesce(array_agg(o.id), '{}') from organisations o join organisation_types t on t.id = o.type_id
   where o.id = any(viewer_organisations()) and o.archived_at is null and t.sector = 'civil-society' $$;
revoke execute on function own_reports(), own_report_refs(), own_contribution_refs(), runs_report(bigint),
  own_civil_society() from public;
grant execute on function own_reports(), own_report_refs(), own_contribution_refs(), runs_report(bigint),
  own_civil_society() to setu_desk;

-- People in office at the organisation read and write its reports; they bear what else their writing leaves behind.
create policy reporter_reads on progress_reports for select to setu_desk
  using (id = any((select own_reports())::bigint[]));
create policy reporter_changes on progress_reports for update to setu_desk
  using (viewer_account() <> '' and id = any((select own_reports())::bigint[]))
  with check (viewer_account() <> '' and id = any((select own_reports())::bigint[]));
do $$
declare owned text;
begin
  foreach owned in array array['report_milestones', 'report_values', 'progress_steps', 'report_returns', 'report_comments'] loop
    execute format('create policy reporter_reads on %I for select to setu_desk
      using (progress_report_id = any((select own_reports())::bigint[]))', owned);
  end loop;
  foreach owned in array array['report_milestones', 'report_values'] loop
    execute format('create policy reporter_adds on %I for insert to setu_desk
      with check (viewer_account() <> '''' and progress_report_id = any((select own_reports())::bigint[]))', owned);
    execute format('create policy reporter_replaces on %I for delete to setu_desk
      using (viewer_account() <> '''' and progress_report_id = any((select own_reports())::bigint[]))', owned);
  end loop;
end $$;
create policy reporter_reads on records for select to setu_desk using (
  kind in ('progress_reports', 'contributions')
  and (ref = any((select own_report_refs())::text[]) or ref = any((select own_contribution_refs())::text[])));
create policy reporter_adds on records for insert to setu_desk with check (viewer_account() <> '' and (
  (kind = 'progress_reports' and ref = any((select own_report_refs())::text[]))
  or (kind = 'contributions' and ref = any((select own_contribution_refs())::text[]))));
create policy reporter_changes on records for update to setu_desk
  using (viewer_account() <> '' and kind = 'progress_reports' and ref = any((select own_report_refs())::text[]))
  with check (viewer_account() <> '' and kind = 'progress_reports' and ref = any((select own_report_refs())::text[]));
create policy reporter_reads on evidence_links for select to setu_desk using (
  kind = 'progress_reports' and ref = any((select own_report_refs())::text[]));
create policy reporter_adds on evidence_links for insert to setu_desk with check (
  viewer_account() <> '' and kind = 'progress_reports' and ref = any((select own_report_refs())::text[]));
create policy reporter_replaces on evidence_links for delete to setu_desk using (
  viewer_account() <> '' and kind = 'progress_reports' and ref = any((select own_report_refs())::text[]));

-- Who takes which step: the organisation hands in; whoever runs the body returns and approves first; the secretariat all.
drop policy desk_adds on progress_steps;
create policy desk_adds on progress_steps for insert to setu_desk with check (
  account_id is not distinct from nullif(viewer_account(), '') and case step
    when 'submitted' then (select viewer_clearance()) = 'secretariat'
      or progress_report_id = any((select own_reports())::bigint[])
    when 'returned' then (select viewer_clearance()) = 'secretariat' or runs_report(progress_report_id)
    when 'approved-1' then runs_report(progress_report_id)
    else (select viewer_clearance()) = 'secretariat' end);
drop policy desk_adds on report_returns;
create policy desk_adds on report_returns for insert to setu_desk with check (
  returned_by is not distinct from nullif(viewer_account(), '') and answered_at is null
  and ((select viewer_clearance()) = 'secretariat' or runs_report(progress_report_id)));
create policy reporter_reads on round_exceptions for select to setu_desk
  using (organisation_id = any((select viewer_organisations())::bigint[]));
drop policy desk_adds on report_comments;
create policy desk_adds on report_comments for insert to setu_desk with check (
  account_id is not distinct from nullif(viewer_account(), '') and resolved_at is null
  and ((select viewer_clearance()) = 'secretariat' or runs_report(progress_report_id)
    or progress_report_id = any((select own_reports())::bigint[])));
drop policy desk_changes on report_comments;
create policy desk_changes on report_comments for update to setu_desk using (
  (select viewer_clearance()) = 'secretariat' or runs_report(progress_report_id)
  or (viewer_account() <> '' and progress_report_id = any((select own_reports())::bigint[])));
create policy contributor_reads on contributions for select to setu_desk
  using (organisation_id = any((select viewer_organisations())::bigint[]));
create policy contributor_adds on contributions for insert to setu_desk with check (
  viewer_account() <> '' and organisation_id = any((select own_civil_society())::bigint[])
  and answer is null and published_at is null and visibility = 'secretariat');

-- What no request changes about a report: where it stands, and what it is about.
create function keep_report_place() returns trigger language plpgsql as $$
begin
  if current_user <> 'setu_desk' then return new; end if;
  if tg_op = 'INSERT' then
    if new.last_step <> 'drafted' or new.published_at is not null or new.visibility <> 'secretariat' then
      raise exception 'a report begins as a draft' using errcode = 'insufficient_privilege';
    end if;
  elsif (new.last_step, new.last_step_at, new.visibility, new.published_at, new.round_id, new.action_id)
      is distinct from (old.last_step, old.last_step_at, old.visibility, old.published_at, old.round_id, old.action_id)
    or (viewer_clearance() <> 'secretariat' and (new.organisation_id, new.archived_at, new.note, new.ref, new.created_at)
      is distinct from (old.organisation_id, old.archived_at, old.note, old.ref, old.created_at)) then
    raise exception 'where a report stands follows from its steps' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger place_kept before insert or update on progress_reports for each row execute function keep_report_place();

-- What a report says, field by field: the names by which fields are returned.
create function report_content(report bigint) returns jsonb stable security definer set search_path = public language sql as
$$ select jsonb_strip_nulls(jsonb_build_object('done', p.done, 'obstacles', p.obstacles, 'next_steps', p.next_steps,
       'status', p.status, 'proofs', case when p.proofs <> '{}' then to_jsonb(p.proofs) end, 'spent', case when p.spent_amount is not null
         then jsonb_build_object('amount', p.spent_amount, 'currency', p.spent_currency) end,
       'evidence', (select jsonb_agg(e.ref || case l.locator when '' then '' else '#' || l.locator end order by e.ref, l.locator)
         from evidence_links l join evidence e on e.id = l.evidence_id
         where l.kind = 'progress_reports' and l.ref = p.ref)))
     || coalesce((select jsonb_object_agg('milestone-' || m.ref, r.reached_on) from report_milestones r
         join milestones m on m.id = r.milestone_id where r.progress_report_id = p.id), '{}')
     || coalesce((select jsonb_object_agg('value-' || v.number, jsonb_strip_nulls(jsonb_build_object('indicator', i.ref,
           'from_on', v.from_on, 'until_on', v.until_on, 'value', v.value, 'note', v.note)))
         from report_values v join indicators i on i.id = v.indicator_id where v.progress_report_id = p.id), '{}')
   from progress_reports p where p.id = report $$;
revoke execute on function report_content(bigint) from public;

-- Which fields of a report may be written today: '*' for all, none when it is locked. The one place that says so.
create function open_fields(report bigint) returns text[] stable security definer set search_path = public language sql as
$$ select case
     when p.archived_at is not null then '{}'
     when p.last_step = 'drafted' then case
       when viewer_today() >= r.opens_on and (viewer_today() <= r.due_on + r.grace_days or exists (
         select from round_exceptions x where x.round_id = r.id and x.organisation_id = p.organisation_id
           and x.until_on >= viewer_today())) then array['*'] else '{}' end
     when p.last_step = 'returned' then array(select distinct t.field from report_returns t
       where t.progress_report_id = p.id and t.answered_at is null and t.open_until >= viewer_today())
     else '{}' end
   from progress_reports p join rounds r on r.id = p.round_id where p.id = report $$;
revoke execute on function open_fields(bigint) from public;
grant execute on function open_fields(bigint) to setu_desk;

-- What each report said when it was last found in order; the trigger's own memory.
create table report_contents (
  progress_report_id bigint primary key references progress_reports,
  content jsonb not null
);
alter table report_contents enable row level security;

-- Refuses what changed in a field that is not open. Whole transactions are compared, so it does not matter in which
-- order, or how often, rows were taken out and put in again.
create function keep_report(report bigint) returns void security definer set search_path = public language plpgsql as $$
declare
  was jsonb;
  says jsonb := coalesce(report_content(report), '{}');
  open text[] := open_fields(report);
  shut text;
begin
  select content into was from report_contents where progress_report_id = report;
  was := coalesce(was, '{}');
  if was = says then return; end if;
  if not '*' = any(open) then
    select key into shut from (select jsonb_object_keys(was) union select jsonb_object_keys(says)) k (key)
      where was -> key is distinct from says -> key and not key = any(open) order by key limit 1;
    if shut is not null then
      raise exception 'report.field_locked' using errcode = 'SE409', detail = shut;
    end if;
  end if;
  insert into report_contents (progress_report_id, content) values (report, says)
    on conflict (progress_report_id) do update set content = excluded.content;
end $$;
revoke execute on function keep_report(bigint) from public;

create function report_kept() returns trigger security definer set search_path = public language plpgsql as $$
declare
  own jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  report bigint;
begin
  foreach report in array case tg_table_name
    when 'progress_reports' then array[(own ->> 'id')::bigint]
    when 'evidence_links' then array(select id from progress_reports where ref in (own ->> 'ref', to_jsonb(old) ->> 'ref'))
    else array[(own ->> 'progress_report_id')::bigint,
      coalesce((to_jsonb(old) ->> 'progress_report_id'), own ->> 'progress_report_id')::bigint] end
  loop
    perform keep_report(report);
  end loop;
  return null;
end $$;
create constraint trigger kept after insert or update on progress_reports
  deferrable initially deferred for each row execute function report_kept();
create constraint trigger kept after insert or update or delete on report_milestones
  deferrable initially deferred for each row execute function report_kept();
create constraint trigger kept after insert or update or delete on report_values
  deferrable initially deferred for each row execute function report_kept();
create constraint trigger report_kept_added after insert on evidence_links
  deferrable initially deferred for each row when (new.kind = 'progress_reports') execute function report_kept();
create constraint trigger report_kept_moved after update on evidence_links deferrable initially deferred for each row
  when (new.kind = 'progress_reports' or old.kind = 'progress_reports') execute function report_kept();
create constraint trigger report_kept_gone after delete on evidence_links
  deferrable initially deferred for each row when (old.kind = 'progress_reports') execute function report_kept();

-- A field is given back by whoever has the report before them, and to be corrected later by the secretariat.
create function open_return() returns trigger security definer set search_path = public language plpgsql as $$
declare stands text;
begin
  select last_step into stands from progress_reports where id = new.progress_report_id;
  if stands <> 'submitted' and not (viewer_clearance() = 'secretariat' and stands in ('approved-1', 'approved', 'returned')) then
    raise exception 'report.not_now' using errcode = 'SE409';
  end if;
  if new.open_until < viewer_today() then raise exception 'report.return_past' using errcode = 'SE409'; end if;
  return new;
end $$;
create trigger opened before insert on report_returns for each row execute function open_return();

-- Takes a step: it must follow from where the report stands, and what stands is kept before it counts.
create function take_step() returns trigger security definer set search_path = public language plpgsql as $$
declare
  report record;
  follows boolean;
begin
  select p.*, r.levels into report from progress_reports p join rounds r on r.id = p.round_id
    where p.id = new.progress_report_id for update of p;
  follows := report.archived_at is null and case new.step
      when 'submitted' then report.last_step = 'returned'
        or (report.last_step = 'drafted' and open_fields(report.id) <> '{}')
      when 'returned' then (report.last_step = 'submitted'
          or (viewer_clearance() = 'secretariat' and report.last_step in ('approved-1', 'approved')))
        and exists (select from report_returns t where t.progress_report_id = report.id and t.answered_at is null)
      when 'approved-1' then report.last_step = 'submitted' and report.levels = 2
      when 'approved' then report.last_step = case report.levels when 2 then 'approved-1' else 'submitted' end
      else report.last_step = 'approved' end;
  if not follows then
    raise exception 'report.not_now' using errcode = 'SE409';
  end if;
  perform keep_report(report.id);
  select coalesce(max(number), 0) + 1 into new.number from progress_steps where progress_report_id = report.id;
  new.content := case new.step when 'submitted' then report_content(report.id) else '{}' end;
  if new.step = 'submitted' then
    update report_returns set answered_at = new.at where progress_report_id = report.id and answered_at is null;
  end if;
  update progress_reports set last_step = new.step, last_step_at = new.at, version = version + 1, updated_at = new.at,
    visibility = case new.step when 'published' then 'public' else 'network' end,
    published_at = case when new.step in ('approved', 'published') then coalesce(published_at, new.at) end
    where id = report.id;
  return new;
end $$;
create trigger a_step before insert on progress_steps for each row execute function take_step();

-- Of which report somebody was reminded, at which stage and for which day. Written and read by the installation alone.
create table report_reminders (
  progress_report_id bigint not null references progress_reports,
  stage text not null check (stage in ('opened', 'soon', 'overdue', 'escalated')),
  due_on date not null,
  left_at timestamptz not null,
  primary key (progress_report_id, stage, due_on)
);
alter table report_reminders enable row level security;

-- Accounts that can read what is said inside about a report, on a day: its organisation's people in office, whoever
-- runs the body, the secretariat. For whoever is one of them.
create function report_circle(report bigint, day date)
returns table (account text, name text, email text, lang text, person bigint, part text)
stable security definer set search_path = public language sql as
$$ with told as (select p.organisation_id, p.audience_id, p.reach from progress_reports p where p.id = report
       and p.archived_at is null and (viewer_clearance() = 'secretariat' or runs_report(p.id)
         or p.organisation_id = any(viewer_organisations()))),
     open as materialized (select a.*, rights_of(a.id, day) as rights from accounts a where a.closed_at is null and a.email_verified)
   select o.id, o.name, o.email, o.lang, o.person_id, case
       when exists (select from jsonb_array_elements(o.rights -> 'organisations') g
         where (g ->> 'id')::bigint = t.organisation_id) then 'organisation'
       when o.rights -> 'duties' ? 'secretariat' then 'secretariat' else 'runs' end
   from told t, open o
   where exists (select from jsonb_array_elements(o.rights -> 'organisations') g where (g ->> 'id')::bigint = t.organisation_id)
     or o.rights -> 'duties' ? 'secretariat'
     or (t.reach >= 1 and exists (select from jsonb_array_elements(o.rights -> 'bodies') b
       where (b ->> 'id')::bigint = t.audience_id and (b ->> 'runs')::boolean)) $$;
revoke execute on function report_circle(bigint, date) from public;
grant execute on function report_circle(bigint, date) to setu_desk;

-- How many reports of a round each organisation owes and has handed in: for the public where the installation tells it
-- (setting PUBLISH_LATE). Says nothing of what they contain.
create function round_counts(of_round text) returns table (organisation text, expected int, handed_in int, published int)
stable security definer set search_path = public language sql as
$$ select o.ref::text, count(*)::int, (count(*) filter (where p.last_step not in ('drafted', 'returned')))::int,
     (count(*) filter (where p.last_step = 'published'))::int
   from rounds r join progress_reports p on p.round_id = r.id join organisations o on o.id = p.organisation_id
   where r.ref = of_round and r.is_public and r.archived_at is null and p.archived_at is null and o.is_public
   group by o.ref $$;
grant execute on function round_counts(text) to setu_public, setu_desk;

-- The history of a report for those inside it, the newest first; the whole history is for the secretariat and auditors.
create function report_history(report bigint) returns table (at timestamptz, actor text, before jsonb, after jsonb)
stable security definer set search_path = public language sql as
$$ select h.at, h.actor, h.before, h.after from progress_reports p
     join history h on h.kind = 'progress_reports' and h.ref = p.ref
   where p.id = report and (viewer_clearance() = 'secretariat' or viewer_reads_all()
     or p.organisation_id = any(viewer_organisations()) or runs_report(p.id))
   order by h.number desc $$;
revoke execute on function report_history(bigint) from public;
grant execute on function report_history(bigint) to setu_desk;
