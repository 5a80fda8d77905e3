-- files: evidence backs a statement; every record may cite some.
create table evidence (
  kind text not null check (kind in ('publication', 'dataset', 'web-page', 'press', 'resolution', 'file')),
  title translated not null,
  producer translated,
  address text check (address ~ '^https?://'),
  licence text,
  published_on partial_date,
  retrieved_on partial_date,
  edition text
);
call make_record_table('evidence');

-- Which evidence backs which record. The owner is the evidence; the statement's record is named by kind and ref.
create table evidence_links (
  evidence_id bigint not null references evidence,
  kind text not null,
  ref reference not null,
  locator text not null default '',
  primary key (evidence_id, kind, ref, locator)
);
call make_link_table('evidence_links', 'evidence', 'evidence_id');
create index evidence_links_record on evidence_links (kind, ref);

-- places: the country, its divisions and districts, and the countries of the world.
create table places (
  level text not null check (level in ('country', 'division', 'district', 'upazila')),
  name translated not null,
  aliases text[] not null default '{}',
  parent_id bigint,
  iso3 text unique check (iso3 ~ '^[A-Z]{3}$'),
  latitude numeric(8, 5),
  longitude numeric(8, 5)
);
call make_record_table('places');
alter table places add foreign key (parent_id) references places;
create index places_parent on places (parent_id);
