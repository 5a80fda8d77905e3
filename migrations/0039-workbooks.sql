-- Workbooks that came back: one row for each file somebody sent, and what each of its rows would do. They belong to the
-- account that sent them, are read by nobody else, and are cleared after some days.
create table workbooks (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{16,64}$'),
  account_id text not null references accounts,
  noun text not null,
  file_name text not null check (length(file_name) between 1 and 200),
  digest text not null,
  -- The file itself in base64, until it is applied or cleared.
  content text,
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed', 'applied')),
  -- The code of the error and its values, when it could not be read.
  failure_code text,
  failure_values jsonb not null default '{}',
  -- How many rows there are of each kind; which columns were not found, and which records the file leaves out.
  counts jsonb not null default '{}',
  left_out jsonb not null default '{}',
  created_at timestamptz not null,
  applied_at timestamptz
);
create index workbooks_account on workbooks (account_id, created_at desc);
create index workbooks_created on workbooks (created_at);

create table workbook_rows (
  workbook_id text not null references workbooks on delete cascade,
  row int not null,
  what text not null check (what in ('error', 'conflict', 'changed', 'new')),
  ref text not null,
  title translated,
  -- The version of the record that was compared with; 0 for a new one.
  record_version int not null,
  cells jsonb not null,
  -- Shall it be applied? A person may leave rows out.
  taken boolean not null default true,
  outcome text check (outcome in ('applied', 'refused')),
  primary key (workbook_id, row)
);
create index workbook_rows_what on workbook_rows (workbook_id, what, row);

alter table workbooks enable row level security;
alter table workbook_rows enable row level security;
create policy own on workbooks for all to setu_desk using (account_id = (select viewer_account()))
  with check (account_id = (select viewer_account()));
create policy own on workbook_rows for all to setu_desk
  using (workbook_id in (select id from workbooks where account_id = (select viewer_account())))
  with check (workbook_id in (select id from workbooks where account_id = (select viewer_account())));
grant select, insert, update, delete on workbooks, workbook_rows to setu_desk;
