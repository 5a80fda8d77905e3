-- Work that failed for good, letters on their way, the weekly letter of each account, and what the demonstration shows
-- instead of sending.

alter table outbox
  -- How often the content was given to a mail server that did not refuse it. More than one: it may have arrived twice.
  add column handed int not null default 0,
  -- Since when nobody tries any more, because it was refused for good or failed too often.
  add column dead_at timestamptz,
  add column dropped_at timestamptz,
  add column dropped_by text references accounts;
update outbox set dead_at = due_at where done_at is null and attempts >= 8;
drop index outbox_due;
create index outbox_due on outbox (due_at) where done_at is null and dead_at is null;
create index outbox_dead on outbox (dead_at) where dead_at is not null and dropped_at is null;

-- What an administrator sees of work not done: no payload (it may hold links that open an account), addresses shortened.
create function outbox_waiting() returns table (id bigint, topic text, template text, recipient text,
  created_at timestamptz, due_at timestamptz, attempts int, handed int, dead_at timestamptz, last_error text,
  can_be_retried boolean)
stable security definer set search_path = public language sql as $$
  select o.id, o.topic, o.payload ->> 'template', regexp_replace(o.payload ->> 'to', '^(.)[^@]*@', '\1…@'),
    o.created_at, o.due_at, o.attempts, o.handed, o.dead_at, o.last_error,
    o.topic <> 'mail.send' or o.payload ? 'to'
  from outbox o
  where viewer_duties() @> array['administrator'] and o.done_at is null and o.dropped_at is null
  order by o.dead_at desc nulls last, o.due_at, o.id limit 200
$$;
create function outbox_counts() returns table (dead bigint, waiting bigint, done bigint)
stable security definer set search_path = public language sql as $$
  select count(*) filter (where o.dead_at is not null and o.dropped_at is null and o.done_at is null),
    count(*) filter (where o.done_at is null and o.dead_at is null), count(*) filter (where o.done_at is not null)
  from outbox o where viewer_duties() @> array['administrator']
$$;
create function outbox_retry(which bigint, at timestamptz) returns boolean
security definer set search_path = public language sql as $$
  with changed as (
    update outbox o set dead_at = null, attempts = 0, due_at = at
    where o.id = which and o.dead_at is not null and o.dropped_at is null and o.done_at is null
      and (o.topic <> 'mail.send' or o.payload ? 'to') and viewer_duties() @> array['administrator']
    returning 1)
  select exists (select from changed)
$$;
-- Dropping keeps what the work was and takes out for whom and with what.
create function outbox_drop(which bigint, at timestamptz) returns boolean
security definer set search_path = public language sql as $$
  with changed as (
    update outbox o set dropped_at = at, dropped_by = nullif(viewer_account(), ''),
      payload = jsonb_strip_nulls(jsonb_build_object('template', o.payload -> 'template'))
    where o.id = which and o.dead_at is not null and o.dropped_at is null and o.done_at is null
      and viewer_duties() @> array['administrator']
    returning 1)
  select exists (select from changed)
$$;
revoke execute on function outbox_waiting(), outbox_counts(), outbox_retry(bigint, timestamptz),
  outbox_drop(bigint, timestamptz) from public;
grant execute on function outbox_waiting(), outbox_counts(), outbox_retry(bigint, timestamptz),
  outbox_drop(bigint, timestamptz) to setu_desk;

-- Does the person want the weekly letter?
alter table accounts add column weekly_letter boolean not null default true;
grant update (weekly_letter) on accounts to setu_desk;

-- One row per account and week, whoever gets there first; also when nothing was due.
create table weekly_letters (
  account_id text not null references accounts,
  week date not null,
  primary key (account_id, week)
);
alter table weekly_letters enable row level security;

-- Letters of a demonstration: shown instead of sent.
create table shown_letters (
  id bigint generated always as identity primary key,
  outbox_id bigint not null unique,
  template text not null,
  lang text not null check (lang in ('en', 'bn')),
  recipient text not null,
  subject text not null,
  body text not null,
  page text not null,
  shown_at timestamptz not null
);
alter table shown_letters enable row level security;
create policy desk_reads on shown_letters for select to setu_desk
  using ((select viewer_duties()) @> array['administrator']);
grant select on shown_letters to setu_desk;
