-- What a commitment puts in, what is said of it at the next forum, and what was looked at and is no repetition.

-- What is put in: money, people and what they know, a way of doing things, a rule.
alter table commitments add column natures text[] not null default '{}' check (
  natures <@ array['financial', 'human', 'process', 'policy']);

-- What is said of a commitment at a coming forum, in the words that are read out or handed in there.
create table commitment_statements (
  commitment_id bigint not null references commitments,
  cycle text not null check (length(trim(cycle)) > 0),
  text translated not null,
  on_date partial_date not null,
  day date not null generated always as (first_day(on_date)) stored
);
call make_record_table('commitment_statements', '', array['commitments', 'commitment_id']);
create index commitment_statements_latest on commitment_statements (commitment_id, cycle, day desc, id desc);
create index commitment_statements_cycle on commitment_statements (cycle);

-- What belongs to a commitment now.
call give_reach('commitments', '', '{}', array['commitment_parties', 'commitment_id', 'commitment_items', 'commitment_id',
  'commitment_links', 'commitment_id', 'commitment_statuses', 'commitment_id', 'commitment_statements', 'commitment_id']);

-- The words of a commitment in one language, for comparing; and what would make a pair worth another look.
create function commitment_words(title jsonb, wording jsonb, lang text) returns text immutable parallel safe language sql as
$$ select lower(coalesce(title ->> lang, '') || ' ' || coalesce(wording ->> lang, '')) $$;
create function commitment_print(commitment bigint) returns text stable parallel safe language sql as
$$ select md5(commitment_words(title, wording, 'en') || commitment_words(title, wording, 'bn'))
   from commitments where id = commitment $$;
create function action_print(action bigint) returns text stable parallel safe language sql as
$$ select md5(jsonb_build_array(a.title ->> 'en', a.title ->> 'bn', a.from_on, a.until_on,
     (select jsonb_agg(p.place_id order by p.place_id) from action_places p where p.action_id = a.id))::text)
   from actions a where a.id = action $$;

-- Pairs that somebody looked at and found to be two different things. A pair has no order: the smaller id stands first.
-- `seen` is what the two said then: whoever changes one of them has the pair looked at again.
create table likeness_dismissals (
  commitment_id bigint not null references commitments,
  other_id bigint not null references commitments,
  reason text not null check (length(trim(reason)) between 3 and 400),
  seen text[] not null,
  account_id text references accounts,
  dismissed_at timestamptz not null,
  check (commitment_id < other_id),
  primary key (commitment_id, other_id)
);
create table overlap_dismissals (
  action_id bigint not null references actions,
  other_id bigint not null references actions,
  reason text not null check (length(trim(reason)) between 3 and 400),
  seen text[] not null,
  account_id text references accounts,
  dismissed_at timestamptz not null,
  check (action_id < other_id),
  primary key (action_id, other_id)
);
do $$
declare made text;
begin
  foreach made in array array['likeness_dismissals', 'overlap_dismissals'] loop
    execute format('alter table %I enable row level security', made);
    execute format('create policy desk_reads on %I for select to setu_desk using ((select viewer_reads_all()))', made);
    execute format('create policy desk_adds on %I for insert to setu_desk
      with check ((select viewer_clearance()) = ''secretariat'')', made);
    execute format('create policy desk_changes on %I for update to setu_desk
      using ((select viewer_clearance()) = ''secretariat'') with check ((select viewer_clearance()) = ''secretariat'')', made);
    execute format('create policy desk_replaces on %I for delete to setu_desk
      using ((select viewer_clearance()) = ''secretariat'')', made);
    execute format('grant select, insert, update, delete on %I to setu_desk', made);
  end loop;
end $$;
