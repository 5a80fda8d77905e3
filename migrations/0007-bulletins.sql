-- Words somebody said in office. Printed only with the speaker's approval.
create table quotations (
  person_id bigint references people,
  position_id bigint references positions,
  organisation_id bigint references organisations,
  meeting_id bigint references meetings,
  wording translated not null,
  wording_tag text,
  meaning translated,
  said_on partial_date,
  approval text not null check (approval in ('published-in-source', 'approved', 'requested', 'none')),
  check (person_id is not null or organisation_id is not null)
);
call make_record_table('quotations');
create index quotations_meeting on quotations (meeting_id);

-- A picture's caption and credit. The picture itself may not be ours to hold.
create table pictures (
  meeting_id bigint references meetings,
  caption translated not null,
  alt translated not null,
  credit translated not null,
  taken_on partial_date,
  file_hash text,
  reusable boolean not null default false
);
call make_record_table('pictures');

-- An edition covers a half-open period. The draft is what the editor keeps; issued copies are frozen.
create table editions (
  title translated not null,
  from_on partial_date not null,
  until_on partial_date not null,
  issued_on partial_date,
  edits jsonb not null default '{}',
  from_day date not null generated always as (first_day(from_on)) stored,
  until_day date not null generated always as (first_day(until_on)) stored
);
call make_record_table('editions');

-- What was published, per language: the resolved document, as it was on the day.
create table issued_documents (
  edition_id bigint not null references editions,
  lang text not null check (lang in ('en', 'bn')),
  issue int not null,
  issued_at timestamptz not null,
  document jsonb not null,
  primary key (edition_id, lang, issue)
);
call make_link_table('issued_documents', 'editions', 'edition_id');

-- A correction or withdrawal, visible on the edition for good.
create table edition_notices (
  edition_id bigint not null references editions,
  kind text not null check (kind in ('correction', 'withdrawal')),
  noticed_on partial_date not null,
  wording translated not null,
  primary key (edition_id, noticed_on, kind)
);
call make_link_table('edition_notices', 'editions', 'edition_id');

create table stories (
  edition_id bigint references editions,
  headline translated not null,
  standfirst translated,
  body_id bigint references bodies,
  happened_on partial_date not null,
  lead boolean not null default false,
  sort int not null default 0,
  document jsonb not null
);
call make_record_table('stories');
create index stories_edition on stories (edition_id, sort);

-- Which records a story rests on.
create table story_cites (
  story_id bigint not null references stories,
  kind text not null,
  ref reference not null,
  primary key (story_id, kind, ref)
);
call make_link_table('story_cites', 'stories', 'story_id');
create index story_cites_record on story_cites (kind, ref);
