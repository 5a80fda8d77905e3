create table people (
  name translated not null,
  honorific translated,
  aliases text[] not null default '{}'
);
call make_record_table('people');

create table organisation_types (
  name translated not null,
  sector text not null check (sector in ('government', 'un', 'civil-society', 'private', 'research', 'other')),
  sort int not null default 0
);
call make_record_table('organisation_types');

create table organisations (
  name translated not null,
  acronym translated,
  aliases text[] not null default '{}',
  type_id bigint not null references organisation_types,
  parent_id bigint,
  website text check (website ~ '^https?://')
);
call make_record_table('organisations');
alter table organisations add foreign key (parent_id) references organisations;

-- An office held by a person in an organisation. `stated_on` is when the evidence says so; the ends may be unknown.
create table positions (
  person_id bigint not null references people,
  organisation_id bigint not null references organisations,
  title translated not null,
  from_on partial_date,
  until_on partial_date,
  stated_on partial_date
);
call make_record_table('positions');
create index positions_person on positions (person_id);
create index positions_organisation on positions (organisation_id);

-- A network, task force or working group. Status follows from the three dates.
create table bodies (
  kind text not null check (kind in ('network', 'task-force', 'working-group')),
  name translated not null,
  acronym translated,
  aliases text[] not null default '{}',
  parent_id bigint,
  parent_organisation_id bigint references organisations,
  mandate translated,
  membership translated,
  member_count int check (member_count >= 0),
  proposed_on partial_date,
  established_on partial_date,
  closed_on partial_date,
  sort int not null default 0
);
call make_record_table('bodies');
alter table bodies add foreign key (parent_id) references bodies;

-- An organisation's place in a body. Half-open: it ends before `until_on` begins.
create table seats (
  body_id bigint not null references bodies,
  organisation_id bigint not null references organisations,
  role text not null check (role in ('coordinator', 'secretariat', 'chair', 'co-chair', 'member', 'observer')),
  from_on partial_date,
  until_on partial_date,
  stated_on partial_date,
  from_day date generated always as (first_day(from_on)) stored,
  until_day date generated always as (first_day(until_on)) stored,
  check (until_day > from_day)
);
call make_record_table('seats');
create index seats_body on seats (body_id);
create index seats_organisation on seats (organisation_id);

-- Who sits in a seat: one representative at a time, any number of alternates.
create table seat_holders (
  seat_id bigint not null references seats,
  person_id bigint not null references people,
  capacity text not null check (capacity in ('representative', 'alternate')),
  from_on partial_date,
  until_on partial_date,
  unique nulls not distinct (seat_id, person_id, capacity, from_on)
);
call make_link_table('seat_holders', 'seats', 'seat_id');
