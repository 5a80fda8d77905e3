create table indicators (
  title translated not null,
  unit translated not null,
  decimals int not null default 0 check (decimals between 0 and 6),
  direction text not null check (direction in ('up', 'down', 'none')),
  definition translated,
  method translated,
  custodian translated,
  limits translated,
  finding translated,
  theme text not null,
  map boolean not null default false,
  sort int not null default 0
);
call make_record_table('indicators');

create table indicator_items (
  indicator_id bigint not null references indicators,
  item_id bigint not null references items,
  basis text not null check (basis in ('text', 'official-mapping', 'publisher-mapping', 'own')),
  primary key (indicator_id, item_id)
);
call make_link_table('indicator_items', 'indicators', 'indicator_id');
create index indicator_items_item on indicator_items (item_id);

-- A value with its period, disaggregation, source, cut-off and version. Two sources that differ are two rows.
create table observations (
  indicator_id bigint not null references indicators,
  from_on partial_date not null,
  until_on partial_date not null,
  place_id bigint references places,
  destination_id bigint references places,
  sex text check (sex in ('female', 'male')),
  category translated,
  value numeric not null,
  qualifier text check (qualifier in ('more-than', 'about', 'minimum', 'estimated', 'provisional')),
  evidence_id bigint not null references evidence,
  producer translated,
  cutoff_on partial_date,
  edition text,
  flagged boolean not null default false,
  from_day date not null generated always as (first_day(from_on)) stored,
  until_day date not null generated always as (first_day(until_on)) stored,
  check (until_day > from_day)
);
call make_record_table('observations');
create index observations_series on observations (indicator_id, from_day, until_day);
create index observations_evidence on observations (evidence_id);
